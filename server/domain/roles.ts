import { type Role, roles } from '../../db/vocabulary.ts'

export type { Role }

/** Whether an account with the role `has` may do what is open to `needed` and those above. */
export const includesRole = (has: Role, needed: Role): boolean => roles.indexOf(has) >= roles.indexOf(needed)
