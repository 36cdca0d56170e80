package dev.weft.localkafka;

import java.nio.file.Path;

/**
 * Where a broker keeps its things.
 *
 * @param dir the broker's own directory; everything that it writes lies below
 * @param kafkaJars the directory of Kafka's jars, read only
 */
record Layout(Path dir, Path kafkaJars) {

    Path properties() {
        return dir.resolve("server.properties");
    }

    Path log() {
        return dir.resolve("broker.log");
    }

    Path formatLog() {
        return dir.resolve("format.log");
    }

    Path data() {
        return dir.resolve("data");
    }

    Path pid() {
        return dir.resolve("broker.pid");
    }

    Path lock() {
        return dir.resolve("lock");
    }

    Path ports() {
        return dir.resolve("ports.properties");
    }
}
