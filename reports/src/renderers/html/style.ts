import { INK } from '../ink.js'

/** One sheet for screen and paper; no address outside the file. */
export const STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:${INK.canvas};color:${INK.ink};font:16px/1.55 "Inter Variable",Inter,system-ui,sans-serif}
.sheet{max-width:52rem;margin:0 auto;background:${INK.paper};padding:3rem clamp(1rem,5vw,4rem)}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:${INK.paper};padding:.5rem 1rem}
.eyebrow{color:${INK.brand};font-weight:650;margin:0 0 .5rem}
h1{font-size:clamp(1.6rem,4.5vw,2.3rem);line-height:1.18;margin:0 0 .75rem}
h2{font-size:1.45rem;line-height:1.25;margin:3rem 0 .75rem}
h3{font-size:1.05rem;margin:1.75rem 0 .5rem}
a{color:${INK.brand}}
:focus-visible{outline:2px solid ${INK.brand};outline-offset:2px}
.scope,.caption,.small,figcaption{color:${INK.muted}}
.caption,.small,figcaption{font-size:.85rem}
.figures{display:flex;flex-wrap:wrap;gap:0;margin:1.5rem 0;padding:0;border-block:1px solid ${INK.line}}
.figures>div{flex:1 1 11rem;padding:.9rem 1rem .9rem 0}
.figures dt{font-size:.85rem;color:${INK.muted}}
.figures dd{margin:0}
.figures .value{font-size:1.75rem;font-weight:650;line-height:1.2;font-variant-numeric:tabular-nums}
.figures .value span{font-size:.85rem;font-weight:400;color:${INK.muted}}
.facts{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:0;margin:1rem 0;font-size:.9rem}
.facts dt,.facts dd{margin:0;padding:.4rem .8rem .4rem 0;border-bottom:1px solid ${INK.line}}
.facts dt{color:${INK.muted}}
.terms{display:grid;grid-template-columns:minmax(8rem,auto) 1fr;font-size:.92rem}
.terms dt,.terms dd{margin:0;padding:.45rem .8rem .45rem 0;border-bottom:1px solid ${INK.line}}
.terms dt{font-weight:600}
nav ol{columns:2;padding-left:1.2rem;font-size:.92rem}
.findings{list-style:none;padding:0;margin:1rem 0;font-size:1.05rem}
.findings li{padding:.55rem 0 .55rem 1.5rem;border-bottom:1px solid ${INK.line};position:relative}
.findings .shape{position:absolute;left:0;top:.62rem;font-size:.8rem}
.note{padding:.8rem 1rem;margin:1.25rem 0;border-radius:4px}
.note p{margin:.2rem 0 0}
figure{margin:1.75rem 0}
figure svg text{font-family:inherit}
figure svg{display:block;width:100%;height:auto;margin:.5rem 0}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.85rem;margin:1rem 0 .5rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;font-size:.95rem;padding:.4rem 0}
th,td{padding:.35rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid ${INK.line};font-weight:400}
thead th{color:${INK.muted};border-bottom-color:${INK['line-strong']}}
th:first-child,td:first-child{padding-left:0}
.number{text-align:right;white-space:nowrap}
.strong>*{font-weight:650}
summary{cursor:pointer;color:${INK.brand};font-size:.9rem;min-height:24px}
footer{margin-top:3rem;border-top:1px solid ${INK.line};padding-top:1rem;font-size:.8rem;color:${INK.muted};overflow-wrap:anywhere}
@media print{
@page{margin:16mm 15mm 18mm}
body{background:none;font-size:9.5pt}.sheet{padding:0;max-width:none}
nav,.skip{display:none}h2{break-after:avoid}figure,.note,.figures{break-inside:avoid}
thead{display:table-header-group}tr{break-inside:avoid}
details::details-content{content-visibility:visible;block-size:auto}summary{display:none}
}`
