// One listener a panel: buttons in its HTML say what they want in data-action and data-value.
const download = (name, url) => {
  const link = document.createElement('a');
  link.href = url; link.download = name; link.click();
};
const chartOf = (button) => button.closest('.qt-chart').querySelector('svg');
const svgUrl = (svg) => URL.createObjectURL(new Blob(
  [new XMLSerializer().serializeToString(svg)], {type: 'image/svg+xml;charset=utf-8'}));
const savePng = (svg, name) => {
  const image = new Image(), box = svg.viewBox.baseVal, scale = 2;
  image.onload = () => {
    const canvas = document.createElement('canvas');
    canvas.width = box.width * scale; canvas.height = box.height * scale;
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff'; pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    download(name + '.png', canvas.toDataURL('image/png'));
  };
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(new XMLSerializer().serializeToString(svg));
};
const copied = async (button, text) => {
  const area = document.createElement('textarea');
  area.value = text; document.body.append(area); area.select();
  if (navigator.clipboard && window.isSecureContext) await navigator.clipboard.writeText(text);
  else document.execCommand('copy');
  area.remove();
  const label = button.textContent;
  button.textContent = '已复制';
  setTimeout(() => { button.textContent = label; }, 1500);
};
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-action]');
  if (!button) return;
  const {action, value} = button.dataset;
  if (action === 'copy') copied(button, value);
  else if (action === 'svg') download(value + '.svg', svgUrl(chartOf(button)));
  else if (action === 'png') savePng(chartOf(button), value);
  else trigger('click', {action, target_value: value});
});
// A new answer is read from its question on.
watch('value', () => {
  const questions = element.querySelectorAll('.qt-question');
  const last = questions[questions.length - 1];
  if (last) last.parentElement.scrollTop = last.offsetTop - last.parentElement.offsetTop - 8;
});
