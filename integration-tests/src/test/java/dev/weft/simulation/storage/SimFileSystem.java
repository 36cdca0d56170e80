package dev.weft.simulation.storage;

import dev.weft.core.fs.BlockLocation;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import dev.weft.simulation.storage.SimFiles.Entry;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The file system {@code sim:///…}: the simulated files, as seen by the process whose step it is. */
public final class SimFileSystem extends FileSystem {

    public static final String SCHEME = "sim";
    private static final URI ROOT = URI.create(SCHEME + ":///");

    private record Status(Path getPath, long getLen, boolean isDir, long getModificationTime) implements FileStatus {
        @Override
        public long getBlockSize() {
            return 1 << 20;
        }

        @Override
        public short getReplication() {
            return 1;
        }

        @Override
        public long getAccessTime() {
            return 0;
        }
    }

    private static String name(Path path) {
        return path.toUri().getPath();
    }

    private static Status status(Path path, Entry entry) {
        return new Status(path, entry.bytes.size(), entry.directory, entry.modifiedMs);
    }

    private static <T> T call(String what, Path path, SimFiles.Call<T> call) throws IOException {
        Mount mount = Mount.current();
        return mount.files().call(mount.process(), what + " of " + path, call);
    }

    @Override
    public Path getWorkingDirectory() {
        return new Path("sim:///");
    }

    @Override
    public Path getHomeDirectory() {
        return new Path("sim:///");
    }

    @Override
    public URI getUri() {
        return ROOT;
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return call("status", path, () -> status(path, Mount.current().files().find(name(path))));
    }

    @Override
    public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) {
        return new BlockLocation[0];
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        return open(path);
    }

    @Override
    public FSDataInputStream open(Path path) throws IOException {
        Mount mount = Mount.current();
        byte[] bytes = call("open", path, () -> {
            mount.files().onOpen(mount.process(), name(path));
            return mount.files().find(name(path)).bytes.toByteArray();
        });
        return new Input(bytes);
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        return call("list", path, () -> {
            List<FileStatus> children = new ArrayList<>();
            Mount.current()
                    .files()
                    .children(name(path))
                    .forEach((child, entry) -> children.add(status(new Path("sim://" + child), entry)));
            return children.toArray(new FileStatus[0]);
        });
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return call("delete", path, () -> Mount.current().files().delete(name(path), recursive));
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        return call("mkdirs", path, () -> {
            Mount.current().files().mkdirs(name(path), Mount.current().nowMs());
            return true;
        });
    }

    @Override
    public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
        Mount mount = Mount.current();
        Entry entry = call(
                "create",
                path,
                () -> mount.files().create(mount.process(), name(path), mode == WriteMode.OVERWRITE, mount.nowMs()));
        return new Output(mount, path, entry);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return call("rename", from, () -> Mount.current().files().rename(name(from), name(to)));
    }

    @Override
    public boolean isDistributedFS() {
        return true;
    }

    /** Written through to the file; survives the writer when synced or closed. */
    private static final class Output extends FSDataOutputStream {
        private final Mount mount;
        private final Path path;
        private final Entry entry;
        private boolean closed;

        Output(Mount mount, Path path, Entry entry) {
            this.mount = mount;
            this.path = path;
            this.entry = entry;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            String what = "write of " + path;
            mount.files().call(mount.process(), what, () -> {
                int written = mount.files().roomFor(length);
                entry.bytes.write(bytes, offset, written);
                if (written < length) {
                    throw mount.files().noRoom(mount.process(), what);
                }
                return true;
            });
        }

        @Override
        public long getPos() {
            return entry.bytes.size();
        }

        @Override
        public void flush() {}

        @Override
        public void sync() throws IOException {
            mount.files().call(mount.process(), "sync of " + path, () -> entry.syncedBytes = entry.bytes.size());
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            mount.files().call(mount.process(), "close of " + path, () -> {
                entry.syncedBytes = entry.bytes.size();
                entry.writer = Optional.empty();
                return true;
            });
        }
    }

    private static final class Input extends FSDataInputStream {
        private final byte[] bytes;
        private int at;

        Input(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void seek(long desired) {
            at = (int) desired;
        }

        @Override
        public long getPos() {
            return at;
        }

        @Override
        public int read() {
            return at < bytes.length ? bytes[at++] & 0xff : -1;
        }
    }
}
