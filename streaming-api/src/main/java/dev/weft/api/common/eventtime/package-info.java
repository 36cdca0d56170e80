/**
 * Event time: which timestamp an element has, and how far time has come. Generators and assigners belong to one task
 * thread; strategies are serializable recipes for them. May import metrics and util, never the engine.
 */
package dev.weft.api.common.eventtime;
