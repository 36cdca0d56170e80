package dev.weft.benchmarks.compare;

import java.nio.file.Path;

/**
 * Paths of the programs and distributions.
 *
 * @param home the source tree, with the built distribution
 * @param jobs the jar of the programs for Weft
 * @param peer the peer's directory: lib, conf, plugins, and jobs.jar, the programs compiled against it
 */
record Places(Path home, Path jobs, Path peer) {}
