/** Plain data of the host; arrays of pairs are tables with these keys. */
export type HostData =
  | string
  | number
  | boolean
  | undefined
  | readonly HostData[]
  | { readonly pairs: readonly (readonly [key: string | number, value: HostData])[] }
  | { readonly [key: string]: HostData };
