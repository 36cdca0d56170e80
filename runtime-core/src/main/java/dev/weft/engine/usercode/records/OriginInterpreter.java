package dev.weft.engine.usercode.records;

import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.Type;
import dev.weft.shaded.org.objectweb.asm.tree.AbstractInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.FieldInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.InvokeDynamicInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.LdcInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.MethodInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.analysis.Interpreter;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** Transfer functions of the dataflow analysis: copies and casts keep the origins of a value, results of other instructions have none. */
final class OriginInterpreter extends Interpreter<ValueOrigins> {

    private final BiPredicate<MethodInsnNode, List<? extends ValueOrigins>> makesItsResult;
    private final Consumer<List<? extends ValueOrigins>> onUse;

    /** @param makesItsResult whether a called method returns a new object to which no other reference exists */
    OriginInterpreter(BiPredicate<MethodInsnNode, List<? extends ValueOrigins>> makesItsResult) {
        this(makesItsResult, operands -> {});
    }

    private OriginInterpreter(
            BiPredicate<MethodInsnNode, List<? extends ValueOrigins>> makesItsResult,
            Consumer<List<? extends ValueOrigins>> onUse) {
        super(Opcodes.ASM9);
        this.makesItsResult = makesItsResult;
        this.onUse = onUse;
    }

    /** The same interpreter, with a callback that receives the operands of each instruction. */
    OriginInterpreter seen(Consumer<List<? extends ValueOrigins>> by) {
        return new OriginInterpreter(makesItsResult, by);
    }

    @Override
    public ValueOrigins newValue(Type type) {
        if (type == Type.VOID_TYPE) {
            return null;
        }
        return ValueOrigins.other(type == null ? 1 : type.getSize());
    }

    @Override
    public ValueOrigins newParameterValue(boolean isInstanceMethod, int local, Type type) {
        return ValueOrigins.parameter(type.getSize(), local);
    }

    @Override
    public ValueOrigins newOperation(AbstractInsnNode insn) {
        return switch (insn.getOpcode()) {
            case Opcodes.NEW -> ValueOrigins.madeBy(insn);
            case Opcodes.LCONST_0, Opcodes.LCONST_1, Opcodes.DCONST_0, Opcodes.DCONST_1 -> ValueOrigins.other(2);
            case Opcodes.LDC ->
                ValueOrigins.other(
                        ((LdcInsnNode) insn).cst instanceof Long || ((LdcInsnNode) insn).cst instanceof Double ? 2 : 1);
            case Opcodes.GETSTATIC ->
                ValueOrigins.other(Type.getType(((FieldInsnNode) insn).desc).getSize());
            default -> ValueOrigins.other(1);
        };
    }

    @Override
    public ValueOrigins copyOperation(AbstractInsnNode insn, ValueOrigins value) {
        return value;
    }

    @Override
    public ValueOrigins unaryOperation(AbstractInsnNode insn, ValueOrigins value) {
        onUse.accept(List.of(value));
        return switch (insn.getOpcode()) {
            case Opcodes.CHECKCAST -> value;
            case Opcodes.GETFIELD ->
                ValueOrigins.other(Type.getType(((FieldInsnNode) insn).desc).getSize());
            case Opcodes.LNEG,
                    Opcodes.DNEG,
                    Opcodes.I2L,
                    Opcodes.I2D,
                    Opcodes.L2D,
                    Opcodes.F2L,
                    Opcodes.F2D,
                    Opcodes.D2L -> ValueOrigins.other(2);
            default -> ValueOrigins.other(1);
        };
    }

    @Override
    public ValueOrigins binaryOperation(AbstractInsnNode insn, ValueOrigins one, ValueOrigins another) {
        onUse.accept(List.of(one, another));
        return switch (insn.getOpcode()) {
            case Opcodes.LALOAD,
                    Opcodes.DALOAD,
                    Opcodes.LADD,
                    Opcodes.DADD,
                    Opcodes.LSUB,
                    Opcodes.DSUB,
                    Opcodes.LMUL,
                    Opcodes.DMUL,
                    Opcodes.LDIV,
                    Opcodes.DDIV,
                    Opcodes.LREM,
                    Opcodes.DREM,
                    Opcodes.LSHL,
                    Opcodes.LSHR,
                    Opcodes.LUSHR,
                    Opcodes.LAND,
                    Opcodes.LOR,
                    Opcodes.LXOR -> ValueOrigins.other(2);
            default -> ValueOrigins.other(1);
        };
    }

    @Override
    public ValueOrigins ternaryOperation(
            AbstractInsnNode insn, ValueOrigins one, ValueOrigins two, ValueOrigins three) {
        onUse.accept(List.of(one, two, three));
        return null;
    }

    @Override
    public ValueOrigins naryOperation(AbstractInsnNode insn, List<? extends ValueOrigins> values) {
        onUse.accept(List.copyOf(values));
        if (insn instanceof MethodInsnNode call) {
            return makesItsResult.test(call, values)
                    ? ValueOrigins.madeBy(insn)
                    : ValueOrigins.other(
                            Math.max(1, Type.getReturnType(call.desc).getSize()));
        }
        if (insn instanceof InvokeDynamicInsnNode call) {
            return ValueOrigins.other(Math.max(1, Type.getReturnType(call.desc).getSize()));
        }
        return ValueOrigins.other(1);
    }

    @Override
    public void returnOperation(AbstractInsnNode insn, ValueOrigins value, ValueOrigins expected) {}

    @Override
    public ValueOrigins merge(ValueOrigins one, ValueOrigins another) {
        return one.or(another);
    }
}
