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
 * The network buffers of another executor on the same host, in its {@link SharedFile}. Safe from any thread; each
 * buffer is used by one at a time. The memory stays readable as long as somebody holds one of its buffers, even when the other executor has ended.
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

    /** Empty when the file is out of reach: another host, another container, another user. */
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

    /** A buffer by its number, always the same object. */
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

    /** No further buffers are needed; those that are known stay. */
    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.debug("Closing a shared file failed", e);
        }
    }
}
