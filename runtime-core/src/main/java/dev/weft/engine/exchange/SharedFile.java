package dev.weft.engine.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shared memory file with the network buffers of an executor, which other executors of the same user on the same host
 * map and read in place. The file is unlinked as soon as it is open: others reach it through this process, and the
 * system removes it with the last process that maps it, however that ends. Buffers, once allocated, are kept.
 * Thread-safe.
 *
 * <pre>
 *   0     nonce (16 bytes), by which a reader knows that it has opened the right file
 *   4096  buffers 0, 1, …, all of the same size
 * </pre>
 */
final class SharedFile implements Buffers, AutoCloseable {

    static final int HEADER = 4096;
    static final int NONCE = 16;

    private static final Logger LOG = LoggerFactory.getLogger(SharedFile.class);
    private static final Path DIRECTORY = Path.of("/dev/shm");
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final int CHUNK_BYTES = 2 << 20;

    private final FileChannel file;
    private final Offer offer;
    private final int bufferBytes;
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
    private final Map<ByteBuffer, Integer> numbers = new IdentityHashMap<>();
    private int reserved;
    private int lost;

    /** How readers find the file, and its nonce. */
    record Offer(String path, byte[] nonce, int bufferBytes) {}

    private SharedFile(FileChannel file, Offer offer) {
        this.file = file;
        this.offer = offer;
        this.bufferBytes = offer.bufferBytes();
    }

    /** Creates the file; empty where the system has no memory files that others can reach. */
    static Optional<SharedFile> create(int bufferBytes) {
        if (bufferBytes % Long.BYTES != 0 || !Files.isDirectory(DIRECTORY) || !Files.isDirectory(OPEN_FILES)) {
            return Optional.empty();
        }
        byte[] nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        try {
            Path name = Files.createTempFile(
                    DIRECTORY,
                    "weft-",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            FileChannel file;
            String path;
            try {
                file = FileChannel.open(name, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
                path = pathThroughThisProcess(name);
            } finally {
                Files.delete(name);
            }
            write(file, ByteBuffer.allocate(HEADER).put(nonce).rewind(), 0);
            return Optional.of(new SharedFile(file, new Offer(path, nonce, bufferBytes)));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.info("Executors on this host get buffers over the network: no memory can be shared: {}", e.toString());
            return Optional.empty();
        }
    }

    private static String pathThroughThisProcess(Path name) throws IOException {
        try (DirectoryStream<Path> numbers = Files.newDirectoryStream(OPEN_FILES)) {
            for (Path number : numbers) {
                if (isLinkTo(number, name)) {
                    return "/proc/" + ProcessHandle.current().pid() + "/fd/" + number.getFileName();
                }
            }
        }
        throw new IOException(name + " is not among the open files in " + OPEN_FILES);
    }

    private static boolean isLinkTo(Path number, Path name) {
        try {
            return Files.readSymbolicLink(number).equals(name);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static void write(FileChannel file, ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += file.write(bytes, position);
        }
    }

    Offer offer() {
        return offer;
    }

    /** Reserves buffers; false when there is no memory left for them. */
    synchronized boolean reserve(int buffers) {
        while (numbers.size() - lost < reserved + buffers) {
            if (!grow()) {
                return false;
            }
        }
        reserved += buffers;
        return true;
    }

    synchronized void release(int buffers) {
        reserved -= buffers;
    }

    /** Gives up buffers for good, because a reader may still access them. */
    synchronized void lose(int buffers) {
        lost += buffers;
    }

    @Override
    public synchronized ByteBuffer take() {
        return free.removeFirst().clear();
    }

    @Override
    public synchronized void give(ByteBuffer buffer) {
        free.addFirst(buffer);
    }

    /** The number of a buffer that was taken from this pool. */
    synchronized int number(ByteBuffer buffer) {
        return numbers.get(buffer);
    }

    /**
     * Extends the file. The memory is written before it is mapped: touching a mapped page that the system cannot
     * provide would end the process.
     */
    private boolean grow() {
        int count = Math.max(1, CHUNK_BYTES / bufferBytes);
        long from = HEADER + (long) numbers.size() * bufferBytes;
        try {
            write(file, ByteBuffer.allocate(count * bufferBytes), from);
            ByteBuffer chunk = file.map(FileChannel.MapMode.READ_WRITE, from, (long) count * bufferBytes);
            for (int i = 0; i < count; i++) {
                ByteBuffer buffer = chunk.slice(i * bufferBytes, bufferBytes);
                numbers.put(buffer, numbers.size());
                free.addLast(buffer);
            }
            return true;
        } catch (IOException e) {
            LOG.warn("Further channels to executors on this host go over the network: {}", e.toString());
            return false;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.debug("Closing the file of network buffers failed", e);
        }
    }
}
