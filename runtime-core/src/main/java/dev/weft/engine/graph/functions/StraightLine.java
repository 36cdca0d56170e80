package dev.weft.engine.graph.functions;

import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.tree.AbstractInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.MethodNode;
import dev.weft.shaded.org.objectweb.asm.tree.analysis.AnalyzerException;
import dev.weft.shaded.org.objectweb.asm.tree.analysis.Frame;
import java.util.List;
import java.util.Optional;

/**
 * Symbolic execution of methods up to their first branch or guarded block, because what comes behind may not run. Bounded in
 * depth and length, over all calls of one object.
 */
final class StraightLine {

    private static final int MAX_DEPTH = 8;
    private static final int MAX_INSTRUCTIONS = 10_000;

    private int depth;
    private int instructions;

    /** What a method returns, unknown if it is void; empty if it is not executed to its end. */
    Optional<Traced> run(MethodNode code, List<? extends Traced> arguments, SymbolicInterpreter interpreter) {
        if (depth == MAX_DEPTH) {
            return Optional.empty();
        }
        depth++;
        try {
            return execute(code, arguments, interpreter);
        } catch (AnalyzerException e) {
            // no compiler writes such code
            return Optional.empty();
        } finally {
            depth--;
        }
    }

    private Optional<Traced> execute(MethodNode code, List<? extends Traced> arguments, SymbolicInterpreter interpreter)
            throws AnalyzerException {
        Frame<Traced> frame = new Frame<>(code.maxLocals, code.maxStack);
        for (int slot = 0; slot < code.maxLocals; slot++) {
            frame.setLocal(slot, Traced.unknown(1));
        }
        int slot = 0;
        for (Traced argument : arguments) {
            frame.setLocal(slot, argument);
            slot += argument.getSize();
        }
        for (AbstractInsnNode each : code.instructions) {
            if (mayLeave(each, code) || instructions++ > MAX_INSTRUCTIONS) {
                return Optional.empty();
            }
            int opcode = each.getOpcode();
            if (opcode == Opcodes.RETURN) {
                return Optional.of(Traced.unknown(1));
            }
            if (opcode >= Opcodes.IRETURN && opcode < Opcodes.RETURN) {
                return Optional.of(frame.pop());
            }
            if (opcode >= 0) {
                frame.execute(each, interpreter);
            }
        }
        return Optional.empty();
    }

    /** Whether what comes next may not run: behind a branch, or where an exception may be caught. */
    private static boolean mayLeave(AbstractInsnNode each, MethodNode code) {
        return switch (each.getType()) {
            case AbstractInsnNode.JUMP_INSN, AbstractInsnNode.TABLESWITCH_INSN, AbstractInsnNode.LOOKUPSWITCH_INSN ->
                true;
            case AbstractInsnNode.LABEL -> code.tryCatchBlocks.stream().anyMatch(block -> block.start == each);
            default -> each.getOpcode() == Opcodes.ATHROW;
        };
    }
}
