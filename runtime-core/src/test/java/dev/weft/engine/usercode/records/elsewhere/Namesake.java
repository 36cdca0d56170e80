package dev.weft.engine.usercode.records.elsewhere;

import dev.weft.engine.usercode.records.OperationUseTest;

/** Has a method named like one of its superclass's, which it does not replace, because that one is seen in its own package only. */
public class Namesake extends OperationUseTest.Hidden {
    private static final long serialVersionUID = 1L;

    public OperationUseTest.Point result() {
        return new OperationUseTest.Point();
    }
}
