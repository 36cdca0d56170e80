package dev.weft.api.common.typeutils.base;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import java.io.IOException;

/**
 * Binary format of several elements of one type, or null: header (variable-length integer; 0 is null, else 1 + twice
 * the number of elements, plus 1 if a mask follows), the mask of null elements if there are any that their serializer
 * can't write, elements.
 */
final class ElementsFormat {
    private ElementsFormat() {}

    static <E> void write(Object[] elements, TypeSerializer<E> serializer, DataOutputView target) throws IOException {
        boolean masked = !(serializer instanceof NullTolerant) && containsNull(elements);
        VarInt.write(1 + (Math.multiplyExact(elements.length, 2) | (masked ? 1 : 0)), target);
        if (masked) {
            NullMask.write(elements, target);
        }
        for (Object element : elements) {
            if (element != null || !masked) {
                @SuppressWarnings("unchecked") // the collection or array is of the serializer's type
                E typed = (E) element;
                serializer.serialize(typed, target);
            }
        }
    }

    private static boolean containsNull(Object[] elements) {
        for (Object element : elements) {
            if (element == null) {
                return true;
            }
        }
        return false;
    }

    /** What receives elements in their order. */
    interface Receiver<E> {
        void accept(E element);
    }

    static int sizeOf(int header) {
        return header - 1 >>> 1;
    }

    /** Reads what follows a header other than 0. */
    static <E> void read(int header, TypeSerializer<E> serializer, DataInputView source, Receiver<? super E> receiver)
            throws IOException {
        int size = sizeOf(header);
        byte[] mask = (header - 1 & 1) == 0 ? null : NullMask.read(size, source);
        for (int i = 0; i < size; i++) {
            receiver.accept(mask != null && NullMask.isNull(mask, i) ? null : serializer.deserialize(source));
        }
    }

    static void copy(TypeSerializer<?> serializer, DataInputView source, DataOutputView target) throws IOException {
        int header = VarInt.copy(source, target);
        if (header == 0) {
            return;
        }
        int size = sizeOf(header);
        byte[] mask = null;
        if ((header - 1 & 1) != 0) {
            mask = NullMask.read(size, source);
            target.write(mask);
        }
        for (int i = 0; i < size; i++) {
            if (mask == null || !NullMask.isNull(mask, i)) {
                serializer.copy(source, target);
            }
        }
    }

    static <E> E copyElement(E element, TypeSerializer<E> serializer) {
        return element == null ? null : serializer.copy(element);
    }
}
