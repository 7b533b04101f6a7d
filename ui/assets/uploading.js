// Files go to the server one by one; what it calls them (ids, nothing else) is what the event carries.
element.addEventListener('change', async (event) => {
  const input = event.target, state = element.querySelector('.qt-drop-state'), before = state.textContent;
  const ids = [], refused = [];
  for (const file of input.files) {
    state.textContent = '正在上传 ' + file.name + '…';
    const form = new FormData();
    form.append('file', file);
    try {
      const reply = await fetch('./uploads', {method: 'POST', body: form});
      const said = await reply.json();
      if (reply.ok) ids.push(said.id); else refused.push(file.name + '：' + said.detail);
    } catch {
      refused.push(file.name + '：没有传到，请检查网络后再试。');
    }
  }
  input.value = '';
  state.textContent = refused.length ? refused.join('　') : before;
  if (ids.length) trigger('upload', {action: 'uploaded', target_value: ids.join(',')});
});
