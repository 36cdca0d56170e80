package dev.weft.runtime.state.storage;

import dev.weft.annotation.PublicEvolving;
import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.MemorySize;
import dev.weft.core.fs.Path;
import dev.weft.runtime.state.CheckpointStorage;
import java.net.URI;

/** Stores checkpoints in a directory of a file system that all processes reach. */
@PublicEvolving
public class FileSystemCheckpointStorage implements CheckpointStorage {
    private static final long serialVersionUID = 1L;

    private static final int AS_CONFIGURED = -1;
    private static final int MOST_INLINE = 1 << 20;

    private final Path directory;
    private final int inlineBytes;
    private final int bufferBytes;

    /** @param checkpointDirectory such as {@code hdfs:///checkpoints} */
    public FileSystemCheckpointStorage(String checkpointDirectory) {
        this(new Path(checkpointDirectory));
    }

    /** @param checkpointDirectory the directory under which checkpoints are stored */
    public FileSystemCheckpointStorage(Path checkpointDirectory) {
        this(checkpointDirectory, AS_CONFIGURED, AS_CONFIGURED);
    }

    /** @param checkpointDirectory the directory under which checkpoints are stored */
    public FileSystemCheckpointStorage(URI checkpointDirectory) {
        this(new Path(checkpointDirectory));
    }

    /**
     * @param checkpointDirectory the directory under which checkpoints are stored
     * @param fileStateSizeThreshold bytes up to which state is stored in the metadata, at most 1 MB; -1 as configured
     */
    public FileSystemCheckpointStorage(URI checkpointDirectory, int fileStateSizeThreshold) {
        this(new Path(checkpointDirectory), fileStateSizeThreshold, AS_CONFIGURED);
    }

    /**
     * @param checkpointDirectory the directory under which checkpoints are stored
     * @param fileStateSizeThreshold bytes up to which state is stored in the metadata, at most 1 MB; -1 as configured
     * @param writeBufferSize has no effect
     */
    public FileSystemCheckpointStorage(Path checkpointDirectory, int fileStateSizeThreshold, int writeBufferSize) {
        if (fileStateSizeThreshold < AS_CONFIGURED || fileStateSizeThreshold > MOST_INLINE) {
            throw new IllegalArgumentException("the size of state in the metadata ("
                    + CheckpointingOptions.FS_SMALL_FILE_THRESHOLD.key() + ") is " + fileStateSizeThreshold
                    + " bytes, it must be from 0 to " + MOST_INLINE + ", or -1 for what is configured");
        }
        directory = checkpointDirectory;
        inlineBytes = fileStateSizeThreshold;
        bufferBytes = writeBufferSize;
    }

    /** The directory under which checkpoints are stored. */
    public Path getCheckpointPath() {
        return directory;
    }

    /** Bytes up to which state is stored in the metadata; the default, 20 KB, if none were given. */
    public int getMinFileSizeThreshold() {
        return inlineBytes == AS_CONFIGURED
                ? (int) CheckpointingOptions.FS_SMALL_FILE_THRESHOLD
                        .defaultValue()
                        .getBytes()
                : inlineBytes;
    }

    /** The size of buffers that was given; it has no effect. */
    public int getWriteBufferSize() {
        return bufferBytes == AS_CONFIGURED ? CheckpointingOptions.FS_WRITE_BUFFER_SIZE.defaultValue() : bufferBytes;
    }

    @Override
    public void addTo(Configuration settings) {
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toString());
        if (inlineBytes != AS_CONFIGURED) {
            settings.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, new MemorySize(inlineBytes));
        }
    }

    @Override
    public String toString() {
        return "FileSystemCheckpointStorage in " + directory;
    }
}
