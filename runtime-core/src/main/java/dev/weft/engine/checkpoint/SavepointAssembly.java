package dev.weft.engine.checkpoint;

import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.state.OperatorPieces;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Puts together a savepoint outside of a job, in one directory that belongs to it alone. Calls block; for one thread. */
public final class SavepointAssembly {

    private final Path directory;
    private final Map<String, String> copies = new HashMap<>();

    /**
     * Makes the directory if it is not there.
     *
     * @throws IOException when it can't be made or has a savepoint already
     */
    public SavepointAssembly(String directory) throws IOException {
        Path given = new Path(directory);
        FileSystem files = CheckpointFileSystems.of(given);
        this.directory = CheckpointFileSystems.qualified(given, files);
        if (files.exists(new Path(this.directory, MetadataFile.NAME))) {
            throw new IOException(this.directory + " has a savepoint already; give another directory");
        }
        files.mkdirs(this.directory);
    }

    /** The address of the directory, for those who write state into it. */
    public String directory() {
        return directory.toString();
    }

    /** Copies the files with an operator's state, and returns the operator with the addresses of the copies. */
    public OperatorCheckpoint copied(OperatorCheckpoint operator) throws IOException {
        Map<Integer, InstanceCheckpoint> instances = new LinkedHashMap<>();
        for (Map.Entry<Integer, InstanceCheckpoint> each : operator.instances().entrySet()) {
            OperatorPieces pieces = each.getValue().pieces();
            for (FileBytes bytes : PieceFiles.of(pieces).toList()) {
                if (!copies.containsKey(bytes.file())) {
                    copies.put(bytes.file(), copy(new Path(bytes.file())));
                }
            }
            OperatorPieces copied = PieceFiles.withFiles(
                    pieces,
                    bytes -> new FileBytes(
                            copies.get(bytes.file()), bytes.offset(), bytes.stored(), bytes.length(), false));
            instances.put(
                    each.getKey(),
                    new InstanceCheckpoint(copied, each.getValue().ended()));
        }
        return new OperatorCheckpoint(
                operator.id(),
                operator.name(),
                operator.parallelism(),
                operator.maxParallelism(),
                instances,
                operator.coordinator());
    }

    private String copy(Path from) throws IOException {
        Path to = new Path(directory, "copy-" + copies.size() + "-" + from.getName());
        try (FSDataInputStream in = CheckpointFileSystems.of(from).open(from);
                FSDataOutputStream out = CheckpointFileSystems.of(to).create(to, FileSystem.WriteMode.OVERWRITE)) {
            in.transferTo(out);
            out.sync();
        }
        return to.toString();
    }

    /**
     * Makes the savepoint complete.
     *
     * @param metadata whose files are all in the directory
     * @throws IOException when it is not complete, or may not be
     */
    public void complete(CheckpointMetadata metadata) throws IOException {
        MetadataFile.write(directory(), metadata, Set.of());
    }
}
