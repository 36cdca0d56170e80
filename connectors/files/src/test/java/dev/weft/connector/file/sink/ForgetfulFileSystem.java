package dev.weft.connector.file.sink;

import dev.weft.core.fs.BlockLocation;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.FileSystemKind;
import dev.weft.core.fs.Path;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * In-memory file system that loses unsynced data, or a part of it, in a crash. As a file system, it renames atomically
 * and optionally supports take-over of open files. As an object store, it shows only complete files, keeps nothing of
 * open ones, and renames in two steps. On demand, a call does its work and then fails, as if the answer were lost. For
 * one thread.
 */
final class ForgetfulFileSystem extends FileSystem {

    private final FileSystemKind kind;
    private final boolean takesOver;
    private final Random random;
    private final Map<String, Stored> files = new TreeMap<>();

    private boolean losesNextAnswer;
    private boolean losesNextWrite;

    ForgetfulFileSystem(FileSystemKind kind, boolean takesOver, Random random) {
        this.kind = kind;
        this.takesOver = takesOver;
        this.random = random;
    }

    private static final class Stored {
        private byte[] bytes = {};
        private int synced;
        private boolean complete;

        /** Who may write; replaced when the file is taken over. */
        private Output writer;
    }

    /** What a crash of all machines leaves. */
    void crash() {
        losesNextAnswer = false;
        if (kind == FileSystemKind.OBJECT_STORE) {
            files.values().removeIf(file -> !file.complete);
            return;
        }
        files.values().forEach(file -> {
            int kept = file.synced + random.nextInt(file.bytes.length - file.synced + 1);
            file.bytes = Arrays.copyOf(file.bytes, kept);
            file.writer = null;
        });
    }

    /** The next call that changes names does so, and fails. */
    void loseNextAnswer() {
        losesNextAnswer = true;
    }

    /** The next bytes are written, and the call fails. */
    void loseAnswerToNextWrite() {
        losesNextWrite = true;
    }

    private void answer(String call) throws IOException {
        if (losesNextAnswer) {
            losesNextAnswer = false;
            throw new IOException("the answer to " + call + " is lost");
        }
    }

    private Stored visible(Path path) throws FileNotFoundException {
        Stored file = files.get(path.getPath());
        if (file == null || (kind == FileSystemKind.OBJECT_STORE && !file.complete)) {
            throw new FileNotFoundException(path + " does not exist");
        }
        return file;
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return new Status(path, visible(path).bytes.length);
    }

    @Override
    public FileStatus[] listStatus(Path directory) {
        String prefix = directory.getPath() + "/";
        return files.entrySet().stream()
                .filter(file -> file.getKey().startsWith(prefix))
                .map(file -> new Status(
                        new Path(getUri().getScheme(), getUri().getAuthority(), file.getKey()),
                        file.getValue().bytes.length))
                .toArray(FileStatus[]::new);
    }

    @Override
    public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
        if (files.containsKey(path.getPath())) {
            throw new IOException(path + " exists already");
        }
        Stored file = new Stored();
        files.put(path.getPath(), file);
        return new Output(file);
    }

    @Override
    public Optional<FSDataOutputStream> takeOver(Path path, long length) throws IOException {
        if (!takesOver) {
            return Optional.empty();
        }
        Stored file = visible(path);
        if (file.bytes.length < length) {
            throw new IOException(path + " has " + file.bytes.length + " bytes, not " + length);
        }
        file.bytes = Arrays.copyOf(file.bytes, (int) length);
        file.synced = Math.min(file.synced, (int) length);
        file.complete = false;
        return Optional.of(new Output(file));
    }

    @Override
    public FSDataInputStream open(Path path) throws IOException {
        return new Input(visible(path).bytes);
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        return open(path);
    }

    @Override
    public boolean rename(Path source, Path target) throws IOException {
        Stored file = files.get(source.getPath());
        if (file == null || files.containsKey(target.getPath())) {
            return false;
        }
        if (kind == FileSystemKind.OBJECT_STORE && losesNextAnswer) {
            // the process ends between the copy and the deletion
            files.put(target.getPath(), file);
            answer("rename of " + source);
        }
        files.put(target.getPath(), file);
        files.remove(source.getPath());
        answer("rename of " + source);
        return true;
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return files.remove(path.getPath()) != null;
    }

    @Override
    public boolean mkdirs(Path directory) {
        return true;
    }

    @Override
    public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) {
        return new BlockLocation[0];
    }

    @Override
    public Path getWorkingDirectory() {
        return new Path("/");
    }

    @Override
    public Path getHomeDirectory() {
        return new Path("/");
    }

    @Override
    public URI getUri() {
        return URI.create(ForgetfulFileSystemFactory.SCHEME + ":///");
    }

    @Override
    public boolean isDistributedFS() {
        return true;
    }

    @Override
    public FileSystemKind getKind() {
        return kind;
    }

    private final class Output extends FSDataOutputStream {

        private final Stored file;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Output(Stored file) {
            this.file = file;
            this.bytes.writeBytes(file.bytes);
            file.writer = this;
        }

        private void store() throws IOException {
            if (file.writer != this) {
                throw new IOException("the file was taken over");
            }
            file.bytes = bytes.toByteArray();
        }

        @Override
        public void write(int b) throws IOException {
            bytes.write(b);
            store();
        }

        @Override
        public void write(byte[] more, int offset, int length) throws IOException {
            bytes.write(more, offset, length);
            store();
            if (losesNextWrite) {
                losesNextWrite = false;
                throw new IOException("the answer to a write is lost");
            }
        }

        @Override
        public long getPos() {
            return bytes.size();
        }

        @Override
        public void flush() {}

        @Override
        public void sync() throws IOException {
            store();
            file.synced = file.bytes.length;
        }

        @Override
        public void close() throws IOException {
            store();
            file.complete = true;
        }
    }

    private static final class Input extends FSDataInputStream {

        private final byte[] bytes;
        private int position;

        Input(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return position == bytes.length ? -1 : bytes[position++] & 0xff;
        }

        @Override
        public void seek(long desired) {
            position = (int) desired;
        }

        @Override
        public long getPos() {
            return position;
        }
    }

    private record Status(Path getPath, long getLen) implements FileStatus {
        @Override
        public long getBlockSize() {
            return getLen;
        }

        @Override
        public short getReplication() {
            return 1;
        }

        @Override
        public long getModificationTime() {
            return 0;
        }

        @Override
        public long getAccessTime() {
            return 0;
        }

        @Override
        public boolean isDir() {
            return false;
        }
    }
}
