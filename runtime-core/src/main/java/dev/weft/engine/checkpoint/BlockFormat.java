package dev.weft.engine.checkpoint;

import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * Constants of the files with state: blocks with checksums, so that damage is found where it is, and reading may begin
 * anywhere, with compression too. Positions of the content are the same with and without compression. Big-endian:
 *
 * <pre>
 * file: blocks; index; trailer
 * block: stored length i32, negative when it is compressed; CRC-32C of the stored bytes i32; the stored bytes
 * index: per block its stored length i32, without sign
 * trailer: length of the content i64, number of blocks i32, CRC-32C of index and these two numbers i32, magic i32
 * </pre>
 *
 * Every block but the last holds {@link #BLOCK_BYTES} bytes of the content, the last one 1 or more; an empty content has
 * no block. A compressed block is raw DEFLATE (RFC 1951). A test pins the bytes.
 */
final class BlockFormat {

    static final int BLOCK_BYTES = 64 << 10;
    static final int BLOCK_HEADER_BYTES = 8;
    static final int TRAILER_BYTES = 20;
    static final int MAGIC = 0x57425631;

    private BlockFormat() {}

    static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    static int blocks(long length) throws IOException {
        long blocks = (length + BLOCK_BYTES - 1) / BLOCK_BYTES;
        if (blocks > Integer.MAX_VALUE / Integer.BYTES) {
            throw new IOException(length + " bytes are more than one file of state can hold");
        }
        return (int) blocks;
    }
}
