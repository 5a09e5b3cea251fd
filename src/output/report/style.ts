/** The style sheet of a report: light, dark, a phone and paper. */

export const STYLE = `
:root { color-scheme: light dark; --ground: #ffffff; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --card: #f6f8fa; --accent: #1f6fb5; }
@media (prefers-color-scheme: dark) { :root { --ground: #0f141a; --ink: #e3e8ee; --soft: #9aa6b2; --line: #303943; --card: #171d25; --accent: #6cb2f2; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
main, header, nav { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.5rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; padding-top: .8rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
p { margin: .5rem 0; max-width: 46rem; }
.note, .lead { color: var(--soft); }
nav { display: flex; flex-wrap: wrap; gap: .2rem .9rem; font-size: .85rem; padding-top: .5rem; }
a { color: var(--accent); }
.headline { font-size: 1.06rem; }
.headline li { margin: .35rem 0; }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; font-size: .86rem; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem 1rem .25rem 0; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; overflow-wrap: normal; }
th:first-child { text-align: left; } tbody th { font-weight: normal; } #provenance th { text-align: left; } #provenance td { text-align: left; white-space: normal; overflow-wrap: anywhere; } #model td:last-child { text-align: left; white-space: normal; min-width: 16rem; }
.choosers { display: flex; flex-wrap: wrap; gap: .5rem 1.2rem; margin: .4rem 0; }
label { max-width: 100%; font-size: .9rem; color: var(--soft); }
select, button { font: inherit; font-size: .9rem; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .25rem .5rem; max-width: 100%; }
.chart { width: 100%; min-height: 2rem; color: var(--ink); } .chart svg { max-width: 100%; }
.chart svg, .chart svg * { font-family: inherit; }
#chart-network text { paint-order: stroke; stroke: var(--ground); stroke-width: 3px; stroke-linejoin: round; }
details { margin: .4rem 0; } summary { cursor: pointer; color: var(--accent); }
ol.story { list-style: none; margin: .4rem 0; padding: 0; font-size: .88rem; }
ol.story li { display: grid; grid-template-columns: 6.6rem 1fr; gap: .6rem; padding: .15rem 0; border-bottom: 1px dotted var(--line); }
ol.story time { color: var(--soft); font-variant-numeric: tabular-nums; }
.player { position: sticky; top: 0; z-index: 2; display: flex; gap: .7rem; align-items: center; background: var(--ground); padding: .5rem 0; border-bottom: 1px solid var(--line); }
.player input { flex: 1; min-width: 4rem; accent-color: var(--accent); } .player output { font-variant-numeric: tabular-nums; white-space: nowrap; font-size: .9rem; }
#told { max-height: 17rem; overflow-y: auto; }
#told li[hidden] { display: none; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; white-space: pre-wrap; font-size: .84rem; }
footer { max-width: 60rem; margin: 2.5rem auto 2rem; padding: 0 1rem; color: var(--soft); font-size: .85rem; }
#vg-tooltip-element { position: fixed; z-index: 9; pointer-events: none; background: var(--card); color: var(--ink); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .55rem; font-size: .82rem; }
#vg-tooltip-element[hidden] { display: none; } #vg-tooltip-element b { font-weight: normal; color: var(--soft); }
@media (max-width: 34rem) { body { font-size: 15px; } h1 { font-size: 1.35rem; } ol.story li { grid-template-columns: 1fr; gap: 0; } }
@page { margin: 14mm; }
@media print { :root { color-scheme: light; --ground: #fff; --ink: #000; --soft: #444; --line: #bbb; --card: #fff; --accent: #000; } body { font-size: 10pt; } nav, .player, .choosers button { display: none; } h2 { break-after: avoid; } .chart, tr, li { break-inside: avoid; } #told { max-height: none; } .scroll { overflow: visible; } }
`;
