#include "core/session/selfmeasurement.h"

#include "core/net/relaycost.h"

namespace feedscope {

namespace {

template <typename Value>
bool isReady(std::future<Value> &future)
{
    return future.valid() && future.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

} // namespace

void SelfMeasurement::startRelayCost()
{
    if (!m_cost.valid())
        m_cost = std::async(std::launch::async, [] { return measureRelayCost(); });
}

void SelfMeasurement::startOwnError(const OwnError &measure)
{
    if (m_error.valid())
        return;
    m_progress = 0;
    m_error = std::async(std::launch::async, [this, measure] {
        return measure([this](double progress) {
            m_progress = progress;
            return !m_stop;
        });
    });
}

void SelfMeasurement::fetch(RelayCost &cost, OwnErrorReport &error, double &progress)
{
    if (isReady(m_cost))
        cost = m_cost.get();
    if (isReady(m_error))
        error = m_error.get();
    progress = m_error.valid() ? m_progress.load() : -1;
}

} // namespace feedscope
