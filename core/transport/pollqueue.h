#pragma once

#include "core/measure/schedule.h"

namespace feedscope {

/// Which planned times the next request answers (measures.md 5): planned times that pass while one is out
/// are overdue, and one make-up request answers all of them; those of a failed request stay overdue. Pure:
/// time is passed in. A value.
class PollQueue
{
public:
    /// Of `plan`, from the first time planned at or after `from` on.
    PollQueue(const PollPlan &plan, Ns from)
        : m_plan(plan)
        , m_first(plan.firstFrom(from))
        , m_next(m_first)
    {}

    /// What one request stands for.
    struct Turn
    {
        Ns planned = noTime;
        std::int32_t overdue = 0;
    };

    /// When the next request is to go, after the one before ended at `now`; in the past: at once.
    Ns due(Ns now) const;
    /// The request goes, at `now` >= due().
    Turn take(Ns now);
    /// It ended. `answered` false leaves its planned times to the next one.
    void ended(bool answered);

private:
    PollPlan m_plan;
    std::int64_t m_first; ///< first planned time that no answer has settled
    std::int64_t m_next;  ///< first planned time that the request sent last does not stand for
};

} // namespace feedscope
