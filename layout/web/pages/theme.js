// Light or dark: Streamlit's theme may be another than the system's, by a link or by a choice it keeps.
const followed = new WeakSet();

/** @param {HTMLElement} host */
export function followTheme(host) {
  const app = host.closest('.stApp');
  if (!app || followed.has(app)) return;
  followed.add(app);
  const follow = () => {
    const dark = getComputedStyle(app).colorScheme.includes('dark');
    document.documentElement.dataset.scheme = dark ? 'dark' : 'light';
  };
  // Its theme is a class.
  new MutationObserver(follow).observe(app, { attributeFilter: ['class'] });
  follow();
}
