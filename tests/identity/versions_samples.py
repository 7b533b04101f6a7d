"""One invented document in three versions and another year, as texts."""

HEAD = """青山市人民政府办公室关于印发{title}的通知

{number}

各县（市、区）人民政府，市政府各部门：

"""
TASKS_2024 = (
    "建设高标准农田10万亩。（市农业农村局牵头，市财政局、市水利局按职责分工负责，2024年底前完成）",
    "改造老旧小区30个。（市住房城乡建设局牵头，市财政局负责）",
    "新建城东客运枢纽。（市交通运输局牵头，6月底前完成）",
    "开展全民阅读活动。（市文化广电旅游局牵头，市教育局负责）",
)
TASKS_CHANGED = (
    "建设高标准农田10万亩。（市农业农村局牵头，市财政局、市水利局按职责分工负责，2024年底前完成）",
    "改造老旧小区30个。（市财政局牵头，市住房城乡建设局负责）",
    "新建城东客运枢纽。（市交通运输局牵头，9月底前完成）",
    "建设算力调度平台。（市数据局牵头）",
)


def text(title: str, number: str, tasks: tuple[str, ...], date: str = "2024年3月1日") -> bytes:
    body = "\n".join(f"{place}．{task}" for place, task in enumerate(tasks, 1))
    signed = f"\n\n青山市人民政府办公室\n{date}\n"
    return (HEAD.format(title=title, number=number) + title + "\n\n" + body + signed).encode()


FIRST = text("青山市2024年重点工作任务分解", "青政办发〔2024〕5号", TASKS_2024)
AGAIN = text("青山市2024年重点工作任务分解", "青政办发〔2024〕5号", TASKS_CHANGED, "2024年3月8日")
REVISED = text("青山市2024年重点工作任务分解（修订）", "青政办发〔2024〕18号", TASKS_CHANGED[:3], "2024年6月1日")
NEXT_YEAR = text("青山市2025年重点工作任务分解", "青政办发〔2025〕3号", TASKS_CHANGED, "2025年2月1日")
DRAFT = text("青山市2024年重点工作任务分解（征求意见稿）", "", TASKS_2024[:3], "2024年1月5日")
ATTACHMENT = text("青山市2024年招商引资项目清单", "青政办发〔2024〕5号", ("引进新能源企业3家。（市商务局牵头）",))
