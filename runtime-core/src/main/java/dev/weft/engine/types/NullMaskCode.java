package dev.weft.engine.types;

import dev.weft.api.common.typeutils.spi.ProductShape;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.shaded.org.objectweb.asm.Label;
import dev.weft.shaded.org.objectweb.asm.MethodVisitor;
import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.Type;
import java.util.List;

/**
 * Emits the code for the null masks of a product in a generated codec: a bit for each masked field, eight to a byte, all
 * before the fields. An instance emits the reading side of one method: it reads the masks into int locals, then tests
 * their bits in order.
 */
final class NullMaskCode {
    private static final String IN = Type.getInternalName(DataInputView.class);
    private static final String OUT = Type.getInternalName(DataOutputView.class);

    private final MethodVisitor m;
    private final int firstLocal;
    private int nextBit;

    private NullMaskCode(MethodVisitor m, int firstLocal) {
        this.m = m;
        this.firstLocal = firstLocal;
    }

    /** @param slots the locals with the values of the fields; the output is in local 2 */
    static void write(MethodVisitor m, List<FieldPlan> plans, int[] slots) {
        List<FieldPlan> masked = plans.stream().filter(FieldPlan::masked).toList();
        for (int start = 0; start < masked.size(); start += 8) {
            m.visitVarInsn(Opcodes.ALOAD, 2);
            m.visitInsn(Opcodes.ICONST_0);
            for (int i = start; i < Math.min(start + 8, masked.size()); i++) {
                Label present = new Label();
                m.visitVarInsn(Opcodes.ALOAD, slots[masked.get(i).index()]);
                m.visitJumpInsn(Opcodes.IFNONNULL, present);
                FieldCode.push(m, 1 << i - start);
                m.visitInsn(Opcodes.IOR);
                m.visitLabel(present);
            }
            m.visitMethodInsn(Opcodes.INVOKEINTERFACE, OUT, "writeByte", "(I)V", true);
        }
    }

    /**
     * Emits code that reads the masks.
     *
     * @param in the local with the input
     * @param firstLocal one local a mask is used from here on
     */
    static NullMaskCode read(MethodVisitor m, ProductShape<?> shape, int in, int firstLocal) {
        int bytes = (shape.maskedFields() + 7) / 8;
        for (int i = 0; i < bytes; i++) {
            m.visitVarInsn(Opcodes.ALOAD, in);
            m.visitMethodInsn(Opcodes.INVOKEINTERFACE, IN, "readByte", "()B", true);
            m.visitVarInsn(Opcodes.ISTORE, firstLocal + i);
        }
        return new NullMaskCode(m, firstLocal);
    }

    /** Emits code that pushes the bit of the next masked field; not zero for null. */
    void pushBit() {
        m.visitVarInsn(Opcodes.ILOAD, firstLocal + nextBit / 8);
        FieldCode.push(m, 1 << nextBit % 8);
        m.visitInsn(Opcodes.IAND);
        nextBit++;
    }
}
