import { z } from 'zod'
import { roles } from '../../../db/vocabulary.ts'
import { ownAddress } from '../../domain/ownAddress.ts'
import { oneLine } from '../../web/form.ts'

const nameMessage = 'Enter a name'
const longestName = 60

const name = z
  .string(nameMessage)
  .transform(oneLine)
  .pipe(
    z
      .string()
      .min(1, nameMessage)
      .max(longestName, `Enter a name of at most ${longestName} characters`)
      .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'Enter a name of visible characters'),
  )

const shortestPassword = 10
const longestPassword = 200
const newPassword = z
  .string('Enter a password')
  .min(shortestPassword, `Enter a password of at least ${shortestPassword} characters`)
  .max(longestPassword, `Enter a password of at most ${longestPassword} characters`)

const areSame = ({ newPassword, passwordAgain }: { newPassword: string; passwordAgain: string }) =>
  newPassword === passwordAgain
const notSame = { path: ['passwordAgain'], error: 'Enter the same password a second time' }

/** An address is looked up like a name that was never given: no message tells which of the two is wrong. */
export const signInForm = z.object({
  name: z
    .string('Enter your name')
    .transform(oneLine)
    .pipe(z.string().min(1, 'Enter your name').max(longestName, 'Enter your name')),
  password: z
    .string('Enter your password')
    .min(1, 'Enter your password')
    .max(longestPassword, 'Enter your password'),
})

/** What an invitation asks for. */
export const invitedForm = z
  .object({ name, newPassword, passwordAgain: z.string('').catch('') })
  .refine(areSame, notSame)

/** What a link to an account that is there asks for. */
export const resetForm = z
  .object({ newPassword, passwordAgain: z.string('').catch('') })
  .refine(areSame, notSame)

export const passwordForm = z
  .object({
    password: z.string('Enter your present password').min(1, 'Enter your present password'),
    newPassword,
    passwordAgain: z.string('').catch(''),
  })
  .refine(areSame, notSame)

/** A box that is not ticked sends nothing. */
export const settingsForm = z
  .object({ usesKeys: z.literal('yes').optional().catch(undefined) })
  .transform(({ usesKeys }) => ({ usesKeys: usesKeys === 'yes' }))

export const roleForm = z.object({ role: z.enum(roles, 'Choose a role') })

/** The address that somebody wanted before signing in; null where there is none, or it is not ours. */
export const readReturn = (value: unknown): string | null =>
  typeof value === 'string' ? ownAddress(value) : null
