#pragma once

#include <QList>
#include <QTableView>

namespace feedscope {

class BoardModel;
class BoardDelegate;

/// A quiet table over a BoardModel: fixed column widths by the digits they must hold, sorted by its head.
class BoardView : public QTableView
{
    Q_OBJECT
public:
    /// `columns` are BoardModel::Column values, all others are hidden. `model` outlives the view.
    BoardView(BoardModel &model, const QList<int> &columns, QWidget *parent = nullptr);

    BoardDelegate *delegate() const { return m_delegate; }
    /// The least width at which nothing is cut, by the texts that the columns hold at their widest.
    int neededWidth() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void fitColumns();

    BoardModel &m_model;
    BoardDelegate *m_delegate;
    QList<int> m_columns;
};

} // namespace feedscope
