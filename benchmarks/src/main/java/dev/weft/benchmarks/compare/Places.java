package dev.weft.benchmarks.compare;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;

/**
 * Paths of the programs and distributions.
 *
 * @param weft the tree that is measured
 * @param before another tree to compare it with
 * @param peer the peer's directory: lib, conf, plugins, and jobs.jar, the programs compiled against it
 */
public record Places(Tree weft, Optional<Tree> before, Path peer) {

    /**
     * A source tree of Weft with its built distribution.
     *
     * @param home its root
     * @param jobs the jar of its benchmark programs
     */
    public record Tree(Path home, Path jobs) {

        /** @throws IllegalArgumentException if the directory is no built tree */
        static Tree at(Path home) throws IOException {
            Path built = home.resolve("benchmarks/target");
            if (Files.isDirectory(built) && Files.isExecutable(home.resolve("bin/flink"))) {
                try (DirectoryStream<Path> jars = Files.newDirectoryStream(built, "weft-benchmarks-*[0-9T].jar")) {
                    Iterator<Path> jar = jars.iterator();
                    if (jar.hasNext()) {
                        return new Tree(home, jar.next());
                    }
                }
            }
            throw new IllegalArgumentException(
                    "--before: " + home + " is no built tree of Weft; run there: mvn package -DskipTests");
        }
    }
}
