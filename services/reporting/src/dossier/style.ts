/** The only style of the page: nothing is fetched from anywhere, and it prints on A4 or letter. */
export const STYLE = `
:root { --ink: #1c2430; --soft: #5d6b7c; --line: #dfe4ea; --paper: #fff; --wash: #f5f7f9; --accent: #14506b;
  --good: #1d6b43; --warn: #8a5a00; --bad: #9b2226; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--wash); color: var(--ink); font: 15px/1.55 system-ui, "Segoe UI", Roboto, sans-serif; }
main { max-width: 60rem; margin: 2rem auto; padding: 2.5rem 3rem; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; }
header { border-bottom: 3px solid var(--accent); padding-bottom: 1rem; margin-bottom: 2rem; }
h1 { font: 600 1.9rem/1.2 Georgia, "Times New Roman", serif; margin: 0 0 .4rem; }
h2 { font: 600 1.25rem/1.3 Georgia, "Times New Roman", serif; color: var(--accent); margin: 2.4rem 0 .8rem; }
h3 { font-size: 1rem; margin: 0 0 .3rem; }
p { margin: .3rem 0; }
.soft { color: var(--soft); font-size: .87rem; }
.badge { display: inline-block; padding: .05rem .6rem; border-radius: 1rem; font-size: .8rem; font-weight: 600; border: 1px solid currentColor; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-size: .87rem; }
th { text-align: left; color: var(--soft); font-weight: 600; border-bottom: 2px solid var(--line); }
th, td { padding: .35rem .7rem .35rem 0; vertical-align: top; }
td { border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
time { white-space: nowrap; font-variant-numeric: tabular-nums; }
code, .hash { font: .8rem/1.4 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
article { border: 1px solid var(--line); border-left: 4px solid var(--accent); border-radius: 4px; padding: 1rem 1.3rem; margin: 1rem 0; }
article section { margin-top: .9rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--wash); border: 1px solid var(--line); border-radius: 4px; padding: .8rem 1rem; font: .87rem/1.5 Georgia, serif; margin: .5rem 0 0; }
footer { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
@media print { body { background: none; font-size: 10.5pt; } main { border: 0; margin: 0; padding: 0; max-width: none; }
  article, tr { break-inside: avoid; } h2, h3 { break-after: avoid; } @page { margin: 18mm 16mm; } }
@media (max-width: 40rem) { main { margin: 0; padding: 1.2rem; border: 0; } table { display: block; overflow-x: auto; } }
`;
