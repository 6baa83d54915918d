#include "app/report/style.h"

namespace feedscope::report {

QString styleSheet()
{
    // The print rules stand last: of two rules of equal weight the later one holds.
    // The colours are the window's (ui/theme.cpp): blue is push and orange is poll wherever they appear.
    return QStringLiteral(R"(
:root { color-scheme: light dark; --ground: #f3f5f8; --surface: #ffffff; --line: #d8dfe7; --text: #1b2733;
  --muted: #5f6b79; --push: #0a5db3; --poll: #a84d00; --hue1: #6a35c9; --hue2: #006f6b; --hue3: #a81c72;
  --hue4: #665c00; --good: #00693f; --bad: #b3191f; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #10151b; --surface: #171d25; --line: #28313c; --text: #d9e0e8; --muted: #8e9bab;
    --push: #4da6ff; --poll: #ffa447; --hue1: #c79bff; --hue2: #46d0c6; --hue3: #ff8fc7; --hue4: #d8d35a;
    --good: #3ecf8e; --bad: #ff7d7d; } }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, "Noto Sans", sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0.25rem 0 0.75rem; text-wrap: balance; }
h2 { font-size: 1.1rem; margin: 0 0 0.75rem; }
.over, .note, .def, small, figcaption, dt { color: var(--muted); }
.over { margin: 0; }
.verdict { font-size: 1.1rem; max-width: 50rem; margin: 0 0 1.5rem; }
section { background: var(--surface); border: 1px solid var(--line); border-radius: 6px; padding: 1rem 1.25rem;
  margin: 0 0 1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: right; vertical-align: top; padding: 0.45rem 0 0.45rem 1rem;
  border-top: 1px solid var(--line); white-space: nowrap; }
thead th { border-top: 0; white-space: normal; vertical-align: bottom; }
tbody th { text-align: left; font-weight: 600; white-space: normal; padding-left: 0; min-width: 11rem; }
.def { display: block; font-weight: 400; font-size: 0.85em; line-height: 1.35; max-width: 30rem; }
td small { display: block; line-height: 1.35; white-space: normal; }
.overview small { white-space: nowrap; }
.grey { color: var(--muted); }
.good { color: var(--good); white-space: nowrap; } .bad { color: var(--bad); white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.35rem 1.25rem; margin: 0; }
dd { margin: 0; overflow-wrap: anywhere; }
figure { margin: 0 0 1.25rem; } figure:last-child { margin: 0; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--muted); font: 12px system-ui, "Noto Sans", sans-serif; }
svg .grid { stroke: var(--line); }
.legend { margin: 0 0 0.25rem; } .legend span { margin-right: 1.25rem; white-space: nowrap; }
svg.key { display: inline-block; width: 2.1em; height: 0.5em; margin-right: 0.4em; vertical-align: 0.1em; }
table + .note { margin-top: 1rem; } .scroll + .scroll { margin-top: 1.5rem; }
.lane { text-align: left; padding-left: 0; }
.push { color: var(--push); } .poll { color: var(--poll); } .hue1 { color: var(--hue1); }
.hue2 { color: var(--hue2); } .hue3 { color: var(--hue3); } .hue4 { color: var(--hue4); }
svg .curve { stroke: currentColor; } svg .dot, svg .bar { fill: currentColor; }
svg text.name { fill: currentColor; font-weight: 600; }
svg .mark { stroke: var(--text); } svg text.marked { fill: var(--text); }
@media print { :root { color-scheme: light; --ground: #fff; --surface: #fff; --line: #bbb; --text: #000;
    --muted: #444; --push: #0a5db3; --poll: #a84d00; --hue1: #6a35c9; --hue2: #006f6b; --hue3: #a81c72;
    --hue4: #665c00; --good: #00693f; --bad: #b3191f; }
  figure, tr, dt, .verdict, .overview { break-inside: avoid; } h2 { break-after: avoid; } thead { display: table-header-group; }
  main { max-width: none; padding: 0; } body { font-size: 9pt; } h1 { font-size: 17pt; }
  section { padding: 0; border: 0; } .scroll { overflow-x: visible; }
  th, td { padding: 0.25rem 0 0.25rem 0.75rem; } .def { max-width: 20rem; } }
@page { size: A4; margin: 14mm; }
)");
}

} // namespace feedscope::report
