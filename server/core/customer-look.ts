/** The look of pages for customers: one column, by day and by night. */
export const LOOK = `:root{color-scheme:light dark;--ink:light-dark(#1b1d1b,#ecedeb);--quiet:light-dark(#4f524e,#b8bbb7);
--line:light-dark(#d5d8d3,#3a3f3c);--edge:light-dark(#8b8e89,#7d827e);--page:light-dark(#fff,#171918);
--soft:light-dark(#f3f5f2,#1f2221);--green:light-dark(#1f6f4a,#6fcf9f);--on-green:light-dark(#fff,#10201a);--red:light-dark(#b3261e,#f28b82)}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:44rem;margin:0 auto;padding:24px 16px 48px}
h1{font-size:24px;line-height:1.25;margin:4px 0 8px}
h2{font-size:17px;margin:0 0 12px}
section{margin-top:32px}
.house,.facts,.quiet,time{color:var(--quiet);margin:0}
.status{color:var(--ink)}
time{font-size:14px;margin-inline-start:8px}
ol{list-style:none;margin:0;padding:0;display:grid;gap:12px}
li{padding:12px 16px;border:1px solid var(--line);border-radius:8px}
li.ours{background:var(--soft)}
.who{margin:0 0 4px}
.text{white-space:pre-wrap}
textarea,input:not([type=radio],[type=checkbox]){width:100%;min-height:44px;font:inherit;color:inherit;background:var(--page);border:1px solid var(--edge);border-radius:6px;padding:10px 12px}
button{min-height:44px;margin-top:12px;padding:0 20px;font:inherit;font-weight:600;color:var(--on-green);background:var(--green);
border:0;border-radius:6px;cursor:pointer}
:focus-visible{outline:3px solid var(--green);outline-offset:2px}
button.plain{color:var(--ink);background:var(--page);border:1px solid var(--edge)}
.field{margin:0 0 20px}
.field label{display:block;font-weight:700;margin-bottom:4px}
.field .wrong{margin-top:6px;padding:0;border:0}
[aria-invalid=true]{border-color:var(--red)!important}
.about{color:var(--quiet);font-size:14px;margin:4px 0 0}
.beside{display:flex;gap:8px;flex-wrap:wrap;align-items:start}
.beside input{flex:1 1 12rem;width:auto}
.beside button{margin-top:0}
fieldset{border:0;margin:0 0 16px;padding:0}
.choices input{flex:none;width:20px;height:20px}
.choices{display:grid;gap:8px;grid-template-columns:repeat(auto-fit,minmax(140px,1fr))}
.choices label{display:flex;align-items:center;gap:10px;min-height:44px;padding:6px 12px;border:1px solid var(--edge);border-radius:6px;cursor:pointer}
.note{display:block}
.done,.wrong{padding:10px 14px;border-radius:6px;margin:16px 0 0}
.done{border:1px solid var(--green);background:var(--soft)}
.wrong{color:var(--red);border:1px solid var(--red)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.other{margin-top:40px}
a{color:var(--green)}
a.open{display:inline-flex;align-items:center;min-height:44px;padding:0 20px;border-radius:6px;font-weight:600;text-decoration:none;color:var(--on-green);background:var(--green)}`
