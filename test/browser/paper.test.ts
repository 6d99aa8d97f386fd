import { expect, test } from 'vitest'
import { readPdf } from '../../server/features/intake/reading/pdf.ts'
import { describeInBrowser } from '../support/browser.ts'

describeInBrowser('on paper', (site) => {
  /** The words on each page of paper. */
  async function printed(path: string): Promise<string[]> {
    const page = await site.browser.newPage()
    await page.goto(site.address + path)
    const pdf = await page.pdf({ format: 'A4' })
    await page.close()
    const { blocks } = await readPdf(new Uint8Array(pdf), () => {})
    const pages: string[] = []
    for (const { page: number = 1, text } of blocks) pages[number - 1] = `${pages[number - 1] ?? ''}${text}\n`
    return pages
  }

  test('the sources fill their pages: the first has sources on it, and none is left half empty', async () => {
    const pages = await printed('/sources')
    expect(pages.length).toBeLessThan(25)
    expect(pages[0]).toContain('Invoked by both sides')
    expect(pages[0]).not.toContain('Who and what is invoked')
  })

  test('claims go on over the end of a page, on the front page and between two letters', async () => {
    expect((await printed('/')).length).toBeLessThan(22)
    const [one, other] = [
      'foreign-minister-to-mandate-holders',
      'permanent-representative-to-secretary-general',
    ]
    const beside = await printed(`/letters/${one}/beside/${other}`)
    expect(beside.length).toBeLessThan(36)
    expect(beside[0]).toContain('Claims that both address')
    expect(beside[0]).toContain('¶')
  })
})
