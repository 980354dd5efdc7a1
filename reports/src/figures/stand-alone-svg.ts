/** Attributes that only the screen needs. */
const OF_THE_SCREEN = /^(class|style|tabindex|role|aria-.*|data-.*|cursor|pointer-events)$/
/** Properties of a style attribute that change what is drawn; each exists as an attribute. */
const DRAWN = ['fill', 'stroke', 'stroke-width', 'opacity', 'font-size', 'font-weight', 'text-anchor']

/**
 * A drawn SVG element as text that stands alone: own size, own font, no class, no style and no identifier that
 * another figure on the same page could have. Words with a halo are written twice, halo first: renderers outside
 * browsers know no paint order.
 */
export function standAlone(
  drawn: Element,
  size: { readonly width: number; readonly height: number },
  name: string,
): string {
  const svg = drawn.cloneNode(true)
  if (!isElement(svg)) throw new Error('A copy of an element is an element.')
  for (const element of [svg, ...svg.querySelectorAll('*')]) clean(element)
  for (const text of svg.querySelectorAll('title, desc')) text.remove()
  nameApart(svg, name)
  haloFirst(svg)
  svg.setAttribute('width', String(size.width))
  svg.setAttribute('height', String(size.height))
  svg.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`)
  svg.setAttribute('font-family', 'Inter')
  return new (windowOf(svg).XMLSerializer)().serializeToString(svg)
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE
}

function windowOf({ ownerDocument }: Element): Window & typeof globalThis {
  if (ownerDocument.defaultView === null) throw new Error('A drawn chart belongs to a page.')
  return ownerDocument.defaultView
}

function clean(element: Element): void {
  const style = element.getAttribute('style') ?? ''
  for (const rule of style.split(';')) {
    const [property = '', value = ''] = rule.split(':').map((part) => part.trim())
    if (DRAWN.includes(property)) element.setAttribute(property, value)
  }
  for (const { name } of [...element.attributes]) if (OF_THE_SCREEN.test(name)) element.removeAttribute(name)
}

/** Identifiers are counted anew under the figure's name, and what points to them follows. */
function nameApart(svg: Element, name: string): void {
  const renamed = new Map<string, string>()
  for (const element of svg.querySelectorAll('[id]')) {
    const id = `${name}-${renamed.size + 1}`
    renamed.set(element.id, id)
    element.id = id
  }
  for (const element of svg.querySelectorAll('*')) {
    for (const { name: attribute, value } of [...element.attributes]) {
      const target = /^url\(#(.+)\)$/.exec(value)?.[1]
      const id = target === undefined ? undefined : renamed.get(target)
      if (id !== undefined) element.setAttribute(attribute, `url(#${id})`)
    }
  }
}

/** `paint-order: stroke` by hand: a copy that is all stroke, then the words without any. */
function haloFirst(svg: Element): void {
  for (const text of svg.querySelectorAll('[paint-order]')) {
    text.removeAttribute('paint-order')
    const halo = text.cloneNode(true)
    text.before(halo)
    text.setAttribute('stroke', 'none')
  }
}
