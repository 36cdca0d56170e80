package dev.weft.api.java;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Minimal class-file parser that finds which fields a class reads. Source: the Java virtual machine specification,
 * chapter 4 (the class file) and chapter 6 (the lengths of instructions).
 */
final class ClassFileScan {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int GETFIELD = 0xb4;
    private static final int TABLESWITCH = 0xaa;
    private static final int LOOKUPSWITCH = 0xab;
    private static final int WIDE = 0xc4;
    private static final int IINC = 0x84;

    /** The number of bytes behind each opcode, sixteen opcodes a line; switches and wide are handled apart. */
    private static final String OPERAND_BYTES = "0000000000000000"
            + "1212211111000000"
            + "0000000000000000"
            + "0000001111100000"
            + "0000000000000000"
            + "0000000000000000"
            + "0000000000000000"
            + "0000000000000000"
            + "0000200000000000"
            + "0000000002222222"
            + "2222222221000000"
            + "0022222224421200"
            + "2200032244";

    /** A reference in the constant pool to one or two other entries. */
    private record Reference(int tag, int first, int second) {}

    private final Object[] constants;
    private final Set<Integer> fieldsRead = new HashSet<>();

    private ClassFileScan(Object[] constants) {
        this.constants = constants;
    }

    /** Fails with an IOException when the file is not one that this class knows. */
    static ClassFileScan read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("not a class file");
        }
        in.readInt(); // versions
        ClassFileScan scan = new ClassFileScan(constants(in));
        in.readUnsignedShort(); // access
        in.readUnsignedShort(); // this class
        in.readUnsignedShort(); // super class
        in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
        scan.members(in); // fields
        scan.members(in); // methods
        return scan;
    }

    private static Object[] constants(DataInputStream in) throws IOException {
        Object[] constants = new Object[in.readUnsignedShort()];
        for (int i = 1; i < constants.length; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> constants[i] = in.readUTF();
                case 7, 8, 16, 19, 20 -> constants[i] = new Reference(tag, in.readUnsignedShort(), 0);
                case 9, 10, 11, 12, 17, 18 ->
                    constants[i] = new Reference(tag, in.readUnsignedShort(), in.readUnsignedShort());
                case 3, 4 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // longs and doubles take two entries
                }
                case 15 -> in.skipNBytes(3);
                default -> throw new IOException("constant of unknown kind " + tag);
            }
        }
        return constants;
    }

    private void members(DataInputStream in) throws IOException {
        for (int members = in.readUnsignedShort(); members > 0; members--) {
            in.skipNBytes(6); // access, name, descriptor
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                Object name = constants[in.readUnsignedShort()];
                int length = in.readInt();
                if ("Code".equals(name)) {
                    in.readInt(); // stack and locals
                    byte[] code = new byte[in.readInt()];
                    in.readFully(code);
                    in.skipNBytes(length - 8L - code.length);
                    instructions(ByteBuffer.wrap(code));
                } else {
                    in.skipNBytes(length);
                }
            }
        }
    }

    private void instructions(ByteBuffer code) throws IOException {
        while (code.hasRemaining()) {
            int opcode = code.get() & 0xff;
            if (opcode >= OPERAND_BYTES.length()) {
                throw new IOException("unknown instruction " + opcode);
            }
            switch (opcode) {
                case GETFIELD -> fieldsRead.add(code.getShort() & 0xffff);
                case WIDE -> skip(code, (code.get() & 0xff) == IINC ? 4 : 2);
                case TABLESWITCH -> {
                    align(code);
                    code.getInt(); // default
                    int low = code.getInt();
                    int high = code.getInt();
                    skip(code, 4 * (high - low + 1));
                }
                case LOOKUPSWITCH -> {
                    align(code);
                    code.getInt(); // default
                    skip(code, 8 * code.getInt());
                }
                default -> skip(code, OPERAND_BYTES.charAt(opcode) - '0');
            }
        }
    }

    private static void align(ByteBuffer code) {
        code.position((code.position() + 3) & ~3);
    }

    private static void skip(ByteBuffer code, int bytes) {
        code.position(code.position() + bytes);
    }

    /** Whether any method reads that field of that class; names as in class files. */
    boolean readsField(String className, String fieldName) {
        return fieldsRead.stream().anyMatch(index -> {
            Reference field = (Reference) constants[index];
            Reference nameAndType = (Reference) constants[field.second()];
            return className.equals(className(field.first())) && fieldName.equals(constants[nameAndType.first()]);
        });
    }

    private String className(int index) {
        return (String) constants[((Reference) constants[index]).first()];
    }

    /** All classes that are mentioned. */
    List<String> classNames() {
        return Arrays.stream(constants)
                .filter(constant -> constant instanceof Reference reference && reference.tag() == 7)
                .map(constant -> (String) constants[((Reference) constant).first()])
                .toList();
    }
}
