import pytest

from index.table.header import Content, clean_name, columns_from_names, role_of

ROLES = {
    "number": ["序号", "序\n号", "编号", "序"],
    "lead": ["牵头单位", "牵头责任单位", "牵头部门（单位）", "牵 头\n单 位", "牵头单位及责任人", "主责单位",
             "主责部门", "主要责任单位"],
    "owner": ["责任单位", "责任部门", "落实单位", "主办单位", "承办单位", "责任主体",
              "市级责任单位", "责任单位和责任人", "任务分工", "责任县（市、区）", "涉及部门", "指导单位"],
    "support": ["配合单位", "协同单位", "协办单位", "参与单位", "配合责任单位", "协同部门", "主要配合单位"],
    "leaders": ["分 管 县领导", "责任领导", "牵头领导", "分管副市长", "责任人", "牵头单位负责人", "县领导"],
    "deadline": ["完成时限", "时限要求", "时间节点", "完成时间", "整改时限", "进度安排", "完成期限"],
    "section": ["工作领域", "类别", "任务类型", "场景领域"],
    "task": ["工作任务", "重点任务", "目标与任务", "主要任务", "实施路径", "具体举措",
             "民生实事", "项目名称", "工作内容", "工作指标"],
    "note": ["备注"],
    "contact": ["联系人", "联系电话", "联系人及电话"],
    "score": ["分值", "得分"],
    "other": ["评分标准", "进展情况", "2027年目标值", "督办单位", "资金（万元）",
              "一季度", "第二季度目标", "上半年", "10月份", "验收单位"],
}  # fmt: skip


@pytest.mark.parametrize(("role", "name"), [(role, name) for role, names in ROLES.items() for name in names])
def test_names_give_roles(role: str, name: str):
    assert role_of(name) == role


@pytest.mark.parametrize(
    "name", ["", "1", "2026", "县教育局牵头，县财政局配合。", "推进城乡融合发展，建设宜居宜业和美乡村"]
)
def test_cells_of_the_body_are_no_names(name: str):
    assert role_of(name) is None


@pytest.mark.parametrize(
    ("names", "roles"),
    [
        ("序号 重点举措 实施路径 完成时限 责任单位 配合单位", "number section task deadline owner support"),
        ("序号 场景领域 工作指标 目标值 责任单位", "number section task other owner"),
        ("序号 项目名称 建设内容 年度目标 责任单位", "number section task other owner"),
        ("序号 重点任务 工作目标 责任单位", "number task other owner"),
        ("序号 重点任务 具体工作 牵头单位", "number section task lead"),
        ("序号 事项名称 主要内容 国家部委 省级部门", "number section task owner owner"),
        (
            "序号 事项 内容 牵头单位 配合单位 市卫健委内牵头处室 市卫健委内配合处室",
            "number section task lead support lead_office office",
        ),
        ("序号 序号 目标 牵头部门", "number other task lead"),
    ],
)
def test_columns_of_duty_tables(names: str, roles: str):
    columns = columns_from_names(names.split())
    assert columns is not None
    assert [column.role.replace(" ", "_") for column in columns] == roles.split()


@pytest.mark.parametrize("names", ["序号 单位名称 联系人", "序号 项目名称 金额", "责任单位 联系电话"])
def test_tables_of_another_kind(names: str):
    assert columns_from_names(names.split()) is None


def test_an_unnamed_column_of_long_cells_is_the_task():
    columns = columns_from_names(
        ["序号", "民心所盼", "责任单位"], [Content(1.0), Content(25.0), Content(6.0, 1.0)]
    )
    assert columns is not None
    assert [column.role for column in columns] == ["number", "task", "owner"]
    assert (
        columns_from_names(["序号", "姓名", "责任单位"], [Content(1.0), Content(3.0), Content(6.0, 1.0)]) is None
    )


def test_names_are_cleaned():
    assert clean_name("完 成\n时限（年月） |") == "完成时限"


def test_a_unit_column_that_names_officials_beside_the_units():
    columns = columns_from_names(["序号", "任务", "牵头单位及责任人", "配合单位（责任人）", "责任领导"])
    assert columns is not None
    assert [column.persons for column in columns] == [False, False, True, True, False]


def test_a_column_with_an_unknown_name_and_units_in_its_cells_is_a_unit_column():
    columns = columns_from_names(["序号", "任务", "谁来干"], [Content(1.0), Content(20.0), Content(6.0, 1.0)])
    assert columns is not None
    assert [column.role for column in columns] == ["number", "task", "owner"]
