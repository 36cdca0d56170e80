package dev.weft.engine.state.format;

import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataInputViewStreamWrapper;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.spi.KeyedPiece;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads keyed state in the portable format. */
public final class PortableReader {

    private static final int BUFFER_BYTES = 1 << 16;

    private final KeyedPiece piece;
    private final PortableHeader header;

    public PortableReader(KeyedPiece piece, ClassLoader userClassLoader) throws IOException {
        if (!piece.format().equals(KeyedPiece.PORTABLE)) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the saved state is in a form that only state backend '" + piece.format()
                            + "' reads; start with that backend, or from a savepoint in the portable form");
        }
        this.piece = piece;
        try (InputStream in = open(0)) {
            header = PortableHeader.read(new DataInputViewStreamWrapper(in), userClassLoader);
        }
    }

    public PortableHeader header() {
        return header;
    }

    private InputStream open(long offset) throws IOException {
        return new BufferedInputStream(piece.bytes().get(0).open(offset), BUFFER_BYTES);
    }

    /** Reads exactly the entries of one key group. */
    @FunctionalInterface
    public interface GroupReader {
        void read(int group, DataInputView in) throws IOException;
    }

    /** Reads every key group of the piece, in order. */
    public void forEachGroup(GroupReader reader) throws IOException {
        if (piece.groups().isEmpty()) {
            return;
        }
        try (InputStream stream = open(piece.offsets()[0])) {
            DataInputView in = new DataInputViewStreamWrapper(stream);
            for (int group = piece.groups().first(); group < piece.groups().end(); group++) {
                int found = in.readInt();
                if (found != group) {
                    throw new IOException("key group " + group + " should begin here, and " + found + " does: the saved"
                            + " state is damaged");
                }
                reader.read(group, in);
            }
        }
    }
}
