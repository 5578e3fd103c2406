/** What is wrong with compressed bytes; whoever knows the file makes an error for the user of it. */
export class GzipDamage extends Error {}
