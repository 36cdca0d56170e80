package dev.weft.connector.file.src.reader;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Archive and compression formats that are recognized by their first bytes (magic numbers), so that such files are not
 * read as text. None of these beginnings is text in any charset.
 */
enum ForeignFormat {
    GZIP("gzip data", "1f8b08"),
    BZIP2("bzip2 data", "425a68"),
    XZ("xz data", "fd377a585a00"),
    ZSTD("zstd data", "28b52ffd"),
    LZ4("lz4 data", "04224d18"),
    SNAPPY("snappy data", "ff060000734e61507059"),
    LZO("lzop data", "894c5a4f000d0a1a0a"),
    UNIX_COMPRESS("data of Unix compress", "1f9d90"),
    ZIP("a zip archive", "504b0304"),
    SEVEN_ZIP("a 7z archive", "377abcaf271c"),
    RAR("a rar archive", "526172211a07"),
    PARQUET("a Parquet file", "5041523115"),
    AVRO("an Avro file", "4f626a01"),
    ORC("an ORC file", "4f524308");

    /** Where a bzip2 file goes on behind the digit of its level, as text would not. */
    private static final byte[] BZIP2_BLOCK = HexFormat.of().parseHex("314159265359");

    private static final int BZIP2_BLOCK_AT = 4;

    private final String title;
    private final byte[] beginning;

    ForeignFormat(String title, String beginning) {
        this.title = title;
        this.beginning = HexFormat.of().parseHex(beginning);
    }

    byte[] beginning() {
        return beginning.clone();
    }

    /** Which of them a file is whose first bytes are those from 0 to {@code limit}. */
    static Optional<ForeignFormat> of(byte[] bytes, int limit) {
        return Arrays.stream(values())
                .filter(format -> startsAt(0, format.beginning, bytes, limit))
                .filter(format -> format != BZIP2 || startsAt(BZIP2_BLOCK_AT, BZIP2_BLOCK, bytes, limit))
                .findFirst();
    }

    private static boolean startsAt(int from, byte[] expected, byte[] bytes, int limit) {
        int end = from + expected.length;
        return end <= limit && Arrays.equals(expected, 0, expected.length, bytes, from, end);
    }

    /** With its article. */
    @Override
    public String toString() {
        return title;
    }
}
