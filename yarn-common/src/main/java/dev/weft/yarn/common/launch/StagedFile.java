package dev.weft.yarn.common.launch;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file in the cluster's file system that YARN localizes into a container's working directory (a local resource). YARN
 * checks size and modification time, so both belong to its identity.
 *
 * @param name where it appears, relative to the working directory; an archive becomes a directory of that name
 * @param uri its full address
 * @param bytes its size
 * @param modifiedMs its modification time as the file system tells it
 * @param kind file or archive
 * @param sharing who may use a node's copy of it
 */
public record StagedFile(String name, URI uri, long bytes, long modifiedMs, Kind kind, Sharing sharing) {

    /** Whether YARN unpacks it. */
    public enum Kind {
        FILE,
        ARCHIVE
    }

    /** YARN's visibility of a localized file: who may share a node's copy of it. */
    public enum Sharing {
        /** Every application of every user: must be readable by everybody. */
        PUBLIC,
        /** Every application of the same user. */
        USER,
        /** This application only. */
        APPLICATION
    }

    public StagedFile {
        if (name.isBlank() || name.startsWith("/") || name.contains("..")) {
            throw new IllegalArgumentException("'" + name + "' is not a name within a working directory");
        }
    }

    static String encode(List<StagedFile> files) {
        return files.stream().map(StagedFile::encode).collect(Collectors.joining(";"));
    }

    static List<StagedFile> decodeAll(String text) {
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(";")).map(StagedFile::decode).toList();
    }

    private String encode() {
        return String.join(
                ",",
                EnvironmentText.encode(name),
                EnvironmentText.encode(uri.toString()),
                Long.toString(bytes),
                Long.toString(modifiedMs),
                kind.name(),
                sharing.name());
    }

    private static StagedFile decode(String text) {
        String[] part = text.split(",");
        if (part.length != 6) {
            throw new WeftException(
                    ErrorCode.INTERNAL, "a staged file has 6 parts, not " + part.length + ": '" + text + "'");
        }
        return new StagedFile(
                EnvironmentText.decode(part[0]),
                URI.create(EnvironmentText.decode(part[1])),
                Long.parseLong(part[2]),
                Long.parseLong(part[3]),
                Kind.valueOf(part[4]),
                Sharing.valueOf(part[5]));
    }
}
