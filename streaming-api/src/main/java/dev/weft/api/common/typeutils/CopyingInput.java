package dev.weft.api.common.typeutils;

import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataInputViewStreamWrapper;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.io.InputStream;

/** Input view that copies every byte that is read from it to an output. For one thread. */
final class CopyingInput extends DataInputViewStreamWrapper {

    CopyingInput(DataInputView source, DataOutputView target) {
        super(new Copying(source, target));
    }

    private static final class Copying extends InputStream {
        private final DataInputView source;
        private final DataOutputView target;

        Copying(DataInputView source, DataOutputView target) {
            this.source = source;
            this.target = target;
        }

        @Override
        public int read() throws IOException {
            int read = source.readUnsignedByte();
            target.writeByte(read);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = source.read(bytes, offset, length);
            if (read > 0) {
                target.write(bytes, offset, read);
            }
            return read;
        }
    }
}
