document.documentElement.lang = 'zh-CN';
// Once the visitor must sign in (a key was revoked, or the first one made), the next action leads to the log-in page.
const asked = window.fetch;
window.fetch = async (...request) => {
  const reply = await asked(...request);
  if (reply.status === 401) window.location.reload();
  return reply;
};
