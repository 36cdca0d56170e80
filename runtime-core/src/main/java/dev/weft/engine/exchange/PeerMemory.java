package dev.weft.engine.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mapped view of the network buffers of another executor on the same host, in its {@link SharedFile}. Thread-safe; each
 * buffer is used by one thread at a time. The memory stays readable while one of its buffers is in use, even after the
 * other executor has ended.
 */
final class PeerMemory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PeerMemory.class);
    private static final int CHUNK_BUFFERS = 64;

    private final FileChannel file;
    private final int bufferBytes;
    private final List<ByteBuffer> known = new ArrayList<>();

    private PeerMemory(FileChannel file, int bufferBytes) {
        this.file = file;
        this.bufferBytes = bufferBytes;
    }

    /** Maps the offered file; empty when it is not reachable: another host, container or user. */
    static Optional<PeerMemory> open(SharedFile.Offer offer) {
        try {
            FileChannel file =
                    FileChannel.open(Path.of(offer.path()), Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
            ByteBuffer nonce = ByteBuffer.allocate(SharedFile.NONCE);
            if (file.read(nonce, 0) == SharedFile.NONCE && Arrays.equals(nonce.array(), offer.nonce())) {
                return Optional.of(new PeerMemory(file, offer.bufferBytes()));
            }
            file.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} cannot be shared: {}", offer.path(), e.toString());
        }
        return Optional.empty();
    }

    /** The buffer with a number, always the same object. */
    synchronized ByteBuffer buffer(int number) throws IOException {
        while (known.size() <= number) {
            long from = SharedFile.HEADER + (long) known.size() * bufferBytes;
            long count = Math.min(CHUNK_BUFFERS, (file.size() - from) / bufferBytes);
            if (count <= 0) {
                throw new IOException("there is no shared buffer " + number);
            }
            ByteBuffer chunk = file.map(FileChannel.MapMode.READ_WRITE, from, count * bufferBytes);
            for (int i = 0; i < count; i++) {
                known.add(chunk.slice(i * bufferBytes, bufferBytes));
            }
        }
        return known.get(number);
    }

    /** Maps no further buffers; known ones stay valid. */
    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.debug("Closing a shared file failed", e);
        }
    }
}
