import { TestEnvironment } from 'jest-environment-node'
import { JSDOM } from 'jsdom'

/** Node, with a page to draw in: Jest's own loader cannot reach the ES modules that jsdom requires. */
export default class EnvironmentWithPage extends TestEnvironment {
  async setup() {
    await super.setup()
    this.global.jsdomOfNode = JSDOM
  }
}
