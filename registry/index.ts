export { packChisel } from './build/pack-chisel.ts';
export { chiselHome } from './install/home.ts';
export type {
  BuildChisels,
  BuiltFiles,
  CheckProgram,
  SeenField,
  Source,
  Toolchain,
} from './install/build-candidates.ts';
export {
  installChisel,
  installChisels,
  type InstalledChisel,
  type InstallOptions,
  type PlannedChisel,
} from './install/install-chisels.ts';
export { installFrozen } from './install/install-frozen.ts';
export { outdatedChisels, updateChisels } from './install/update-chisels.ts';
export { auditChisels } from './installed/audit-chisels.ts';
export { rollbackChisels } from './installed/rollback-chisels.ts';
export { searchChisels } from './installed/search-chisels.ts';
export type { FirstContact } from './client/open-registry.ts';
export type { Unasked } from './registries/ask-all.ts';
export { readRegistries } from './registries/registries.ts';
export { forgetRegistry, useRegistry } from './registries/use-registry.ts';
export { chiselInfo, type ChiselInfo } from './installed/chisel-info.ts';
export { findChisel, chiselPath, type FoundChisel } from './installed/find-chisel.ts';
export { listChisels, type ListedChisel, type RegistryOptions } from './installed/list-chisels.ts';
export { loadFolder } from './installed/load-folder.ts';
export { loadInstalled, type HomeOptions, type LoadedChisel } from './installed/load-installed.ts';
export { uninstallChisel } from './installed/uninstall-chisel.ts';
export { verifyChisels, type Verdict } from './installed/verify-chisels.ts';
export { checkManifest, manifestSchema } from './manifest/check-manifest.ts';
export {
  bothFilters,
  manifestLimits,
  type Manifest,
  type ManifestArg,
  type ManifestPermissions,
} from './manifest/manifest.ts';
export { newPermissions, permissionsOf, reachOf, type Permission } from './manifest/permissions.ts';
export { addChisels } from './operate/add-chisels.ts';
export { initRegistry } from './operate/init-registry.ts';
export { signRegistry } from './operate/sign-registry.ts';
export { delegate } from './operate/delegate.ts';
export { revokeAuthor } from './operate/revoke-author.ts';
export { withdrawVersion } from './operate/withdraw-version.ts';
export { rotateKey } from './operate/rotate-key.ts';
export { createAuthorToken } from './operate/create-author-token.ts';
export { authorKey, createAuthorKey } from './publish/author-key.ts';
export { authorRequest } from './publish/author-request.ts';
export { publishChisel, type PublishOptions } from './publish/publish-chisel.ts';
export { topRoles } from './tree/init-tree.ts';
export { makeBundle } from './mirror/make-bundle.ts';
export { mirrorRegistry } from './mirror/mirror-registry.ts';
export { auditRegistry } from './operate/audit-registry.ts';
export { readLockFile } from './lock/lock-file.ts';
