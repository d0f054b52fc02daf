// The styles of the notes window: it has none of the page's.
export const NOTES_STYLE = `
:root { color-scheme: light dark; --ink: #26231c; --muted: #6f6a5e; --hair: #cfcbc0; --paper: #fcfbf8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceae4; --muted: #a9a498; --hair: #45484a; --paper: #1d1f21; }
}
* { box-sizing: border-box; margin: 0; }
body {
  background: var(--paper); color: var(--ink);
  font: 20px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif;
  font-variant-numeric: tabular-nums;
}
main { min-height: 100vh; padding: 26px 32px 0; display: flex; flex-direction: column; gap: 18px; }
header {
  display: flex; justify-content: space-between; gap: 24px; align-items: flex-start;
  border-bottom: 1px solid var(--hair); padding-bottom: 12px;
}
h1 { font-size: 26px; line-height: 1.3; }
small { display: block; font-size: 14px; line-height: 1.5; color: var(--muted); }
.n { font-size: 26px; white-space: nowrap; }
section { flex: 1; }
section p + p { margin-top: .6em; }
.none, .black { color: var(--muted); }
.black { border: 1px solid var(--hair); padding: 4px 14px; border-radius: 6px; width: fit-content; }
aside { border-left: 4px solid var(--hair); padding-left: 14px; }
.from p { font-size: 14px; line-height: 1.5; color: var(--muted); overflow-wrap: anywhere; }
footer {
  display: flex; gap: 40px; border-top: 1px solid var(--hair); padding: 12px 0; position: sticky;
  bottom: 0; background: var(--paper); margin-top: auto;
}
footer b { font-size: 26px; line-height: 1.2; }
`;
