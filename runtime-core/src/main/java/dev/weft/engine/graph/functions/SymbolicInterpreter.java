package dev.weft.engine.graph.functions;

import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.Type;
import dev.weft.shaded.org.objectweb.asm.tree.AbstractInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.FieldInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.IntInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.InvokeDynamicInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.LdcInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.MethodInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.TypeInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.analysis.Interpreter;
import java.util.List;
import java.util.Optional;

/**
 * Transfer functions of the symbolic execution: the effect of single instructions on values that may be known objects:
 * constants, arrays, fields, new objects, calls.
 */
abstract class SymbolicInterpreter extends Interpreter<Traced> {

    private final KnownObjects objects;

    SymbolicInterpreter(KnownObjects objects) {
        super(Opcodes.ASM9);
        this.objects = objects;
    }

    /** The contents of an object's field. */
    abstract Optional<Object> field(FieldInsnNode read, Traced of);

    abstract void assign(FieldInsnNode write, Traced of, Traced value);

    /** The values get to where their use is not followed. */
    abstract void escape(List<? extends Traced> values);

    /** A call that is not one of the API's makers of types and descriptors. */
    abstract Traced call(MethodInsnNode call, List<? extends Traced> arguments);

    @Override
    public Traced newValue(Type type) {
        return type == Type.VOID_TYPE ? null : Traced.unknown(type == null ? 1 : type.getSize());
    }

    @Override
    public Traced newOperation(AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
            return Traced.of(opcode - Opcodes.ICONST_0);
        }
        return switch (opcode) {
            case Opcodes.BIPUSH, Opcodes.SIPUSH -> Traced.of(((IntInsnNode) instruction).operand);
            case Opcodes.LCONST_0, Opcodes.LCONST_1 -> Traced.of(2, Optional.of((long) opcode - Opcodes.LCONST_0));
            case Opcodes.DCONST_0, Opcodes.DCONST_1 -> Traced.unknown(2);
            case Opcodes.LDC -> constant(((LdcInsnNode) instruction).cst);
            case Opcodes.GETSTATIC -> {
                FieldInsnNode read = (FieldInsnNode) instruction;
                yield Traced.of(
                        Type.getType(read.desc).getSize(), objects.find(read).flatMap(objects::constant));
            }
            default -> Traced.unknown(1);
        };
    }

    private Traced constant(Object constant) {
        int size = constant instanceof Long || constant instanceof Double ? 2 : 1;
        Optional<Object> known = constant instanceof Type type ? objects.classOf(type) : Optional.of(constant);
        return Traced.of(size, known);
    }

    @Override
    public Traced copyOperation(AbstractInsnNode instruction, Traced value) {
        return value;
    }

    @Override
    public Traced unaryOperation(AbstractInsnNode instruction, Traced value) {
        return switch (instruction.getOpcode()) {
            case Opcodes.CHECKCAST -> value;
            case Opcodes.I2L ->
                Traced.of(2, value.object().filter(Integer.class::isInstance).map(number -> (long) (int) number));
            case Opcodes.L2I ->
                Traced.of(1, value.object().filter(Long.class::isInstance).map(number -> (int) (long) number));
            case Opcodes.GETFIELD -> {
                FieldInsnNode read = (FieldInsnNode) instruction;
                yield Traced.of(Type.getType(read.desc).getSize(), field(read, value));
            }
            case Opcodes.ANEWARRAY -> Traced.of(1, objects.array(((TypeInsnNode) instruction).desc, value));
            case Opcodes.PUTSTATIC -> {
                escape(List.of(value));
                yield null;
            }
            case Opcodes.LNEG, Opcodes.DNEG, Opcodes.I2D, Opcodes.L2D, Opcodes.F2L, Opcodes.F2D, Opcodes.D2L ->
                Traced.unknown(2);
            default -> Traced.unknown(1);
        };
    }

    @Override
    public Traced binaryOperation(AbstractInsnNode instruction, Traced first, Traced second) {
        return switch (instruction.getOpcode()) {
            case Opcodes.PUTFIELD -> {
                assign((FieldInsnNode) instruction, first, second);
                yield null;
            }
            case Opcodes.LMUL ->
                first.object().isPresent() && second.object().isPresent()
                        ? Traced.of(
                                2,
                                Optional.of((long) first.object().get()
                                        * (long) second.object().get()))
                        : Traced.unknown(2);
            case Opcodes.LALOAD,
                    Opcodes.DALOAD,
                    Opcodes.LADD,
                    Opcodes.LSUB,
                    Opcodes.LDIV,
                    Opcodes.LREM,
                    Opcodes.LSHL,
                    Opcodes.LSHR,
                    Opcodes.LUSHR,
                    Opcodes.LAND,
                    Opcodes.LOR,
                    Opcodes.LXOR,
                    Opcodes.DADD,
                    Opcodes.DSUB,
                    Opcodes.DMUL,
                    Opcodes.DDIV,
                    Opcodes.DREM -> Traced.unknown(2);
            default -> Traced.unknown(1);
        };
    }

    @Override
    public Traced ternaryOperation(AbstractInsnNode instruction, Traced array, Traced index, Traced value) {
        objects.store(array, index, value);
        escape(List.of(value));
        return null;
    }

    @Override
    public Traced naryOperation(AbstractInsnNode instruction, List<? extends Traced> arguments) {
        if (instruction instanceof MethodInsnNode call) {
            if (objects.isMaker(call)) {
                return objects.make(call, arguments);
            }
            return LibraryCalls.isPure(call) ? LibraryCalls.call(call, arguments) : call(call, arguments);
        }
        escape(arguments);
        return instruction instanceof InvokeDynamicInsnNode dynamic
                ? newValue(Type.getReturnType(dynamic.desc))
                : Traced.unknown(1);
    }

    @Override
    public void returnOperation(AbstractInsnNode instruction, Traced value, Traced expected) {
        // nothing is left to do
    }

    @Override
    public Traced merge(Traced one, Traced another) {
        throw new IllegalStateException("code without branches has nothing to merge");
    }
}
