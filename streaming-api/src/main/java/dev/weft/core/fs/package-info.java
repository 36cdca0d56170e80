/**
 * Files wherever they are: paths, and file systems found by the scheme of a path. The local one is built in; others
 * come through {@link dev.weft.core.fs.FileSystemFactory} by the service loader, and one of them may stand in for all
 * remaining schemes.
 *
 * <p>File systems are safe to be used from several threads, streams belong to one. Calls block; event loops make them
 * on I/O threads. May import configuration and core.io, never the engine.
 */
package dev.weft.core.fs;
