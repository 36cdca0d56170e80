package dev.weft.yarn.appmaster;

import org.apache.hadoop.yarn.api.ApplicationMasterProtocol;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;

/** The fake behaves like YARN. */
class FakeResourceManagerTest extends ResourceManagerContract {

    @Override
    protected Launched launch() {
        FakeResourceManager fake = new FakeResourceManager();
        return new Launched() {
            private int pauses;

            @Override
            public ApplicationMasterProtocol resourceManager() {
                return fake;
            }

            @Override
            public ApplicationAttemptId attempt() {
                return FakeResourceManager.ATTEMPT;
            }

            @Override
            public int room() {
                return FakeResourceManager.ROOM;
            }

            @Override
            public void pause() {
                if (++pauses > 10) {
                    throw new AssertionError("nothing happens any more");
                }
            }
        };
    }
}
