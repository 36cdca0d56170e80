package dev.weft.yarn.common.staging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes files as a POSIX ustar archive. Every entry has mode 0644, owner 0 and one fixed modification time, so that equal files
 * give equal archives, and so that a file has the same time on every node to which a NodeManager unpacks it.
 */
final class Tar {

    private static final int BLOCK = 512;
    private static final int MAX_NAME = 100;
    private static final long MODIFIED_S = 1_767_225_600L;

    private Tar() {}

    /** Size of the archive in bytes. */
    static long size(Iterable<Path> files) throws IOException {
        long size = 2 * BLOCK;
        for (Path file : files) {
            size += BLOCK + padded(Files.size(file));
        }
        return size;
    }

    /** Writes the files, by the names that they get within the archive, in the map's order. */
    static void write(Map<String, Path> files, OutputStream out) throws IOException {
        for (Map.Entry<String, Path> file : files.entrySet()) {
            long size = Files.size(file.getValue());
            out.write(header(file.getKey(), size));
            long copied = Files.copy(file.getValue(), out);
            if (copied != size) {
                throw new IOException(
                        file.getValue() + " changed while it was read: " + size + " bytes, then " + copied);
            }
            out.write(new byte[(int) (padded(size) - size)]);
        }
        out.write(new byte[2 * BLOCK]);
    }

    private static long padded(long size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static byte[] header(String name, long size) throws IOException {
        byte[] header = new byte[BLOCK];
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
            throw new IOException("the file name '" + name + "' is longer than " + MAX_NAME + " bytes");
        }
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, "%011o\0".formatted(size));
        put(header, 136, "%011o\0".formatted(MODIFIED_S));
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
