package dev.weft.engine.graph.functions;

import dev.weft.shaded.org.objectweb.asm.Opcodes;
import java.util.Optional;

/**
 * Binary operations on integers that are exactly associative and commutative: operands may be grouped and ordered in
 * any way. Floating-point operations round, so they are not among them.
 */
enum Combination {
    SUM_OF_INTS(0),
    SUM_OF_LONGS(0L),
    PRODUCT_OF_INTS(1),
    PRODUCT_OF_LONGS(1L),
    AND_OF_INTS(-1),
    AND_OF_LONGS(-1L),
    OR_OF_INTS(0),
    OR_OF_LONGS(0L),
    XOR_OF_INTS(0),
    XOR_OF_LONGS(0L),
    LEAST_OF_INTS(Integer.MAX_VALUE),
    LEAST_OF_LONGS(Long.MAX_VALUE),
    GREATEST_OF_INTS(Integer.MIN_VALUE),
    GREATEST_OF_LONGS(Long.MIN_VALUE);

    private final Number neutral;

    Combination(Number neutral) {
        this.neutral = neutral;
    }

    /** Whether this number may be the initial value several times instead of once. */
    boolean mayBeginWith(Number number) {
        return neutral.equals(number) || isIdempotent();
    }

    /** Whether the operation is idempotent. */
    private boolean isIdempotent() {
        return switch (this) {
            case SUM_OF_INTS, SUM_OF_LONGS, PRODUCT_OF_INTS, PRODUCT_OF_LONGS, XOR_OF_INTS, XOR_OF_LONGS -> false;
            case AND_OF_INTS,
                    AND_OF_LONGS,
                    OR_OF_INTS,
                    OR_OF_LONGS,
                    LEAST_OF_INTS,
                    LEAST_OF_LONGS,
                    GREATEST_OF_INTS,
                    GREATEST_OF_LONGS -> true;
        };
    }

    static Optional<Combination> ofInstruction(int opcode) {
        return switch (opcode) {
            case Opcodes.IADD -> Optional.of(SUM_OF_INTS);
            case Opcodes.LADD -> Optional.of(SUM_OF_LONGS);
            case Opcodes.IMUL -> Optional.of(PRODUCT_OF_INTS);
            case Opcodes.LMUL -> Optional.of(PRODUCT_OF_LONGS);
            case Opcodes.IAND -> Optional.of(AND_OF_INTS);
            case Opcodes.LAND -> Optional.of(AND_OF_LONGS);
            case Opcodes.IOR -> Optional.of(OR_OF_INTS);
            case Opcodes.LOR -> Optional.of(OR_OF_LONGS);
            case Opcodes.IXOR -> Optional.of(XOR_OF_INTS);
            case Opcodes.LXOR -> Optional.of(XOR_OF_LONGS);
            default -> Optional.empty();
        };
    }

    /** The operation that a static method of the JDK performs. */
    static Optional<Combination> ofCall(String owner, String name, String descriptor) {
        boolean math = owner.equals("java/lang/Math") || owner.equals("java/lang/StrictMath");
        if (descriptor.equals("(JJ)J") && (math || owner.equals("java/lang/Long"))) {
            return switch (name) {
                case "sum" -> Optional.of(SUM_OF_LONGS);
                case "min" -> Optional.of(LEAST_OF_LONGS);
                case "max" -> Optional.of(GREATEST_OF_LONGS);
                default -> Optional.empty();
            };
        }
        if (descriptor.equals("(II)I") && (math || owner.equals("java/lang/Integer"))) {
            return switch (name) {
                case "sum" -> Optional.of(SUM_OF_INTS);
                case "min" -> Optional.of(LEAST_OF_INTS);
                case "max" -> Optional.of(GREATEST_OF_INTS);
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }
}
