import { HtmlValidate } from 'html-validate'

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:document'],
  rules: {
    // Our templates write the doctype in lower case and leave white space as their layout makes it.
    'doctype-style': 'off',
    'no-trailing-whitespace': 'off',
    // Choices of one facet share a name: that is how a form says several values.
    'form-dup-name': ['error', { shared: ['checkbox', 'radio', 'submit'] }],
    'long-title': 'off',
    // Everything comes from this server; the Content-Security-Policy lets nothing else in.
    'require-sri': 'off',
  },
})

/** What is wrong with a whole page, a line each: invalid HTML, and anything inline that the policy forbids. */
export async function faultsOf(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html)
  const faults = results
    .flatMap(({ messages }) => messages)
    .map(
      ({ ruleId, message, line }) =>
        `${ruleId}: ${message}: ${html.split('\n')[line - 1]?.trim().slice(0, 120)}`,
    )
  return /\sstyle="|<style|\son[a-z]+="|<script>/.test(html) ? [...faults, 'has something inline'] : faults
}
