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

/** Follows values through a method: copies and casts keep their origins, everything that is read or computed has none. */
final class OriginsOfValues extends Interpreter<Origins> {

    private final BiPredicate<MethodInsnNode, List<? extends Origins>> makesItsResult;
    private final Consumer<List<? extends Origins>> onUse;

    /** @param makesItsResult whether a called method returns an object that it has just made and nobody else has */
    OriginsOfValues(BiPredicate<MethodInsnNode, List<? extends Origins>> makesItsResult) {
        this(makesItsResult, operands -> {});
    }

    private OriginsOfValues(
            BiPredicate<MethodInsnNode, List<? extends Origins>> makesItsResult,
            Consumer<List<? extends Origins>> onUse) {
        super(Opcodes.ASM9);
        this.makesItsResult = makesItsResult;
        this.onUse = onUse;
    }

    /** The same, that tells what each instruction is given. */
    OriginsOfValues seen(Consumer<List<? extends Origins>> by) {
        return new OriginsOfValues(makesItsResult, by);
    }

    @Override
    public Origins newValue(Type type) {
        if (type == Type.VOID_TYPE) {
            return null;
        }
        return Origins.other(type == null ? 1 : type.getSize());
    }

    @Override
    public Origins newParameterValue(boolean isInstanceMethod, int local, Type type) {
        return Origins.parameter(type.getSize(), local);
    }

    @Override
    public Origins newOperation(AbstractInsnNode insn) {
        return switch (insn.getOpcode()) {
            case Opcodes.NEW -> Origins.madeBy(insn);
            case Opcodes.LCONST_0, Opcodes.LCONST_1, Opcodes.DCONST_0, Opcodes.DCONST_1 -> Origins.other(2);
            case Opcodes.LDC ->
                Origins.other(
                        ((LdcInsnNode) insn).cst instanceof Long || ((LdcInsnNode) insn).cst instanceof Double ? 2 : 1);
            case Opcodes.GETSTATIC ->
                Origins.other(Type.getType(((FieldInsnNode) insn).desc).getSize());
            default -> Origins.other(1);
        };
    }

    @Override
    public Origins copyOperation(AbstractInsnNode insn, Origins value) {
        return value;
    }

    @Override
    public Origins unaryOperation(AbstractInsnNode insn, Origins value) {
        onUse.accept(List.of(value));
        return switch (insn.getOpcode()) {
            case Opcodes.CHECKCAST -> value;
            case Opcodes.GETFIELD ->
                Origins.other(Type.getType(((FieldInsnNode) insn).desc).getSize());
            case Opcodes.LNEG,
                    Opcodes.DNEG,
                    Opcodes.I2L,
                    Opcodes.I2D,
                    Opcodes.L2D,
                    Opcodes.F2L,
                    Opcodes.F2D,
                    Opcodes.D2L -> Origins.other(2);
            default -> Origins.other(1);
        };
    }

    @Override
    public Origins binaryOperation(AbstractInsnNode insn, Origins one, Origins another) {
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
                    Opcodes.LXOR -> Origins.other(2);
            default -> Origins.other(1);
        };
    }

    @Override
    public Origins ternaryOperation(AbstractInsnNode insn, Origins one, Origins two, Origins three) {
        onUse.accept(List.of(one, two, three));
        return null;
    }

    @Override
    public Origins naryOperation(AbstractInsnNode insn, List<? extends Origins> values) {
        onUse.accept(List.copyOf(values));
        if (insn instanceof MethodInsnNode call) {
            return makesItsResult.test(call, values)
                    ? Origins.madeBy(insn)
                    : Origins.other(Math.max(1, Type.getReturnType(call.desc).getSize()));
        }
        if (insn instanceof InvokeDynamicInsnNode call) {
            return Origins.other(Math.max(1, Type.getReturnType(call.desc).getSize()));
        }
        return Origins.other(1);
    }

    @Override
    public void returnOperation(AbstractInsnNode insn, Origins value, Origins expected) {}

    @Override
    public Origins merge(Origins one, Origins another) {
        return one.or(another);
    }
}
