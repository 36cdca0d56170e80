/**
 * Decides what is restarted after a failure, when, and how often. Pure: no time, no threads, no messages; every decision
 * is asked for with the time and answered with a value. Entry classes: {@link
 * dev.weft.engine.jobmaster.failover.RestartStrategy}, {@link dev.weft.engine.jobmaster.failover.FailoverRegions}. Used
 * by a JobMaster on its loop. May import common, configuration and graph; never the JobMaster.
 */
package dev.weft.engine.jobmaster.failover;
