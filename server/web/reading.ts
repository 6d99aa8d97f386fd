import type { Request } from 'express'

/** Whether a page is only asked for, or its headers alone (HEAD, answered by the routes for GET): nothing was typed or sent. */
export const isReading = ({ method }: Pick<Request, 'method'>) => method === 'GET' || method === 'HEAD'
