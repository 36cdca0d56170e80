package dev.weft.engine.testing;

import dev.weft.core.fs.BlockLocation;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.FileSystemFactory;
import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.core.fs.Path;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file system in memory with HDFS's rules, of which one operation fails, done or not, or after which all operations
 * fail until {@link #restart}, which loses data that was not synced. Reads give one byte at a time. For one thread.
 */
public final class CrashingFileSystem extends FileSystem {

    private static final String SCHEME = "crashing";
    private static final Map<String, CrashingFileSystem> ALL = new ConcurrentHashMap<>();
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** Finds the file systems of tests by their names. */
    public static final class Factory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileSystem create(URI uri) throws IOException {
            CrashingFileSystem found = ALL.get(uri.getAuthority());
            if (found == null) {
                throw new IOException("no test has made " + uri);
            }
            return found;
        }
    }

    private static final class Contents {
        private byte[] bytes = new byte[0];
        private int synced;
        private boolean named;
    }

    private final String name = "fs" + NAMES.incrementAndGet();
    private final TreeMap<String, Contents> files = new TreeMap<>();
    private final SortedSet<String> directories = new TreeSet<>();
    private final SortedSet<String> forbidden = new TreeSet<>();
    private final Random chance;
    private long operations;
    private long failing = -1;
    private boolean crashes;
    private boolean down;
    private long hanging = -1;
    private Change meanwhile = () -> {};

    public CrashingFileSystem(long seed) {
        // The first bits of generators with neighbouring seeds are the same.
        this.chance = new Random(seed * 0x9E3779B97F4A7C15L);
        directories.add("/");
        ALL.put(name, this);
    }

    /** The address of its root, without a slash at the end. */
    public String address() {
        return SCHEME + "://" + name;
    }

    /** Fails the operation with this number, from 0; it is done or not, by chance. */
    public void failOnce(long operation) {
        failing = operation;
        crashes = false;
    }

    /** As {@link #failOnce}, and all later operations fail too, until {@link #restart}. */
    public void crashAt(long operation) {
        failing = operation;
        crashes = true;
    }

    /** The operation with this number, from 0, hangs: what happens meanwhile comes before it is done. */
    public void hangAt(long operation, Change what) {
        hanging = operation;
        meanwhile = what;
    }

    /** How many operations there have been. */
    public long operations() {
        return operations;
    }

    /** Whether the operation that was to fail has come. */
    public boolean hasFailed() {
        return operations > failing;
    }

    /** Ends a crash, and no operation fails any more. Of data that was not synced some is lost. */
    public void restart() {
        failing = Long.MAX_VALUE;
        down = false;
        files.values().removeIf(file -> !file.named && chance.nextBoolean());
        for (Contents file : files.values()) {
            int kept = file.synced + chance.nextInt(file.bytes.length - file.synced + 1);
            file.bytes = Arrays.copyOf(file.bytes, kept);
        }
    }

    /** The paths of all files. */
    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    /** The paths of all directories. */
    public List<String> directories() {
        return List.copyOf(directories);
    }

    /** The bytes of a file; changes to them change the file. */
    public byte[] bytes(String path) {
        return files.get(path).bytes;
    }

    /** Cuts a file. */
    public void truncate(String path, int length) {
        files.get(path).bytes = Arrays.copyOf(files.get(path).bytes, length);
    }

    /** From now on a file cannot be read. */
    public void forbid(String path) {
        forbidden.add(path);
    }

    /** What an operation does. */
    public interface Change {
        void apply() throws IOException;
    }

    private void operation(Change change) throws IOException {
        if (down) {
            throw new IOException("the file system is down");
        }
        if (operations == hanging) {
            hanging = -1;
            meanwhile.apply();
        }
        if (operations++ == failing) {
            down = crashes;
            if (chance.nextBoolean()) {
                change.apply();
            }
            throw new IOException("operation " + failing + " failed");
        }
        change.apply();
    }

    private static String key(Path path) {
        return path.getPath();
    }

    private void makeDirectories(String path) {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            directories.add(path.substring(0, slash));
        }
        directories.add(path);
    }

    private List<String> under(String directory) {
        String prefix = directory.endsWith("/") ? directory : directory + "/";
        List<String> found =
                new ArrayList<>(files.tailMap(prefix).headMap(prefix + '\uffff').keySet());
        directories.tailSet(prefix).stream()
                .filter(one -> one.startsWith(prefix))
                .forEach(found::add);
        return found;
    }

    @Override
    public Path getWorkingDirectory() {
        return new Path(address() + "/");
    }

    @Override
    public Path getHomeDirectory() {
        return getWorkingDirectory();
    }

    @Override
    public URI getUri() {
        return URI.create(address());
    }

    @Override
    public FileStatus getFileStatus(Path f) throws IOException {
        operation(() -> {});
        return status(key(f));
    }

    private FileStatus status(String path) throws IOException {
        Contents file = files.get(path);
        if (file == null && !directories.contains(path)) {
            throw new FileNotFoundException(address() + path + " does not exist");
        }
        return new Status(new Path(address() + path), file == null ? 0 : file.bytes.length, file == null);
    }

    @Override
    public FileStatus[] listStatus(Path f) throws IOException {
        operation(() -> {});
        FileStatus self = status(key(f));
        if (!self.isDir()) {
            return new FileStatus[] {self};
        }
        List<FileStatus> entries = new ArrayList<>();
        for (String path : under(key(f))) {
            if (path.lastIndexOf('/') == (key(f).equals("/") ? 0 : key(f).length())) {
                entries.add(status(path));
            }
        }
        return entries.toArray(new FileStatus[0]);
    }

    @Override
    public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long len) {
        return new BlockLocation[0];
    }

    @Override
    public FSDataInputStream open(Path f, int bufferSize) throws IOException {
        return open(f);
    }

    @Override
    public FSDataInputStream open(Path f) throws IOException {
        operation(() -> {});
        if (forbidden.contains(key(f))) {
            throw new FileSystemRefusedException("permission denied: " + f);
        }
        if (status(key(f)).isDir()) {
            throw new IOException(f + " is a directory");
        }
        return new OneByteAtATime(files.get(key(f)).bytes);
    }

    @Override
    public boolean delete(Path f, boolean recursive) throws IOException {
        String path = key(f);
        boolean there = files.containsKey(path) || directories.contains(path);
        operation(() -> {
            List<String> inside = under(path);
            if (!recursive && !inside.isEmpty()) {
                throw new IOException(f + " is not empty");
            }
            inside.forEach(one -> {
                files.remove(one);
                directories.remove(one);
            });
            files.remove(path);
            directories.remove(path);
        });
        return there;
    }

    @Override
    public boolean mkdirs(Path f) throws IOException {
        operation(() -> makeDirectories(key(f)));
        return true;
    }

    @Override
    public FSDataOutputStream create(Path f, WriteMode mode) throws IOException {
        String path = key(f);
        Contents file = new Contents();
        operation(() -> {
            if (mode == WriteMode.NO_OVERWRITE && files.containsKey(path)) {
                throw new IOException(f + " exists already");
            }
            makeDirectories(key(f.getParent()));
            files.put(path, file);
        });
        return new Output(file);
    }

    @Override
    public boolean rename(Path src, Path dst) throws IOException {
        boolean[] possible = new boolean[1];
        operation(() -> {
            possible[0] = files.containsKey(key(src)) && !files.containsKey(key(dst));
            if (possible[0]) {
                Contents file = files.remove(key(src));
                file.named = true;
                files.put(key(dst), file);
            }
        });
        return possible[0];
    }

    @Override
    public boolean isDistributedFS() {
        return true;
    }

    private final class Output extends FSDataOutputStream {
        private final Contents file;

        Output(Contents file) {
            this.file = file;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            operation(() -> {
                byte[] longer = Arrays.copyOf(file.bytes, file.bytes.length + length);
                System.arraycopy(bytes, offset, longer, file.bytes.length, length);
                file.bytes = longer;
            });
        }

        @Override
        public long getPos() {
            return file.bytes.length;
        }

        @Override
        public void flush() {}

        @Override
        public void sync() throws IOException {
            operation(() -> {
                file.synced = file.bytes.length;
                file.named = true;
            });
        }

        @Override
        public void close() throws IOException {
            operation(() -> {});
        }
    }

    private static final class OneByteAtATime extends FSDataInputStream {
        private final byte[] bytes;
        private int position;

        OneByteAtATime(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void seek(long desired) throws IOException {
            if (desired < 0 || desired > bytes.length) {
                throw new EOFException("position " + desired + " of " + bytes.length);
            }
            position = (int) desired;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public int read() {
            return position == bytes.length ? -1 : bytes[position++] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            int one = read();
            if (one < 0) {
                return -1;
            }
            into[offset] = (byte) one;
            return 1;
        }
    }

    private record Status(Path path, long length, boolean directory) implements FileStatus {
        @Override
        public long getLen() {
            return length;
        }

        @Override
        public long getBlockSize() {
            return 1 << 20;
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
            return directory;
        }

        @Override
        public Path getPath() {
            return path;
        }
    }
}
