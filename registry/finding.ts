/** Where a run finds its chisels; it loads nothing that only installed ones need. */
export { findChisel, chiselPath, type FoundChisel } from './installed/find-chisel.ts';
